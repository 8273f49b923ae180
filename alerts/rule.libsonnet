// From what an alert says of itself to a rule of Prometheus.
local kebab(name) =
  std.lstripChars(
    std.join('', [
      if std.codepoint(c) >= 65 && std.codepoint(c) <= 90 then '-' + std.asciiLower(c) else c
      for c in std.stringChars(name)
    ]),
    '-'
  );

local uid = import '../dashboards/uid.libsonnet';

function(catalog, config) {
  local selected(expr) = std.strReplace(expr, '$selector', config.selector),
  local overrideOf(name) = if std.objectHas(config.alerts, name) then config.alerts[name] else {},
  // The texts speak of the usual labels; a scrape may call two of them otherwise.
  local renamed(text) = std.foldl(
    function(text, label) std.strReplace(text, '$labels.%s ' % label, '$labels.%s ' % catalog.target[label]),
    ['namespace', 'pod'],
    text
  ),

  // Twelve digits, so that 0.05 stays 0.05; 0 has no logarithm, which older jsonnet trips over.
  decimal(number):: if number == 0 then '0' else '%.12g' % number,

  isDisabled(name): std.objectHas(overrideOf(name), 'disabled') && overrideOf(name).disabled,

  // `definition` has severity, 'for', summary, description, board, and a threshold or a whole `expr`.
  alert(name, definition)::
    local alert = definition + overrideOf(name);
    local expr =
      if std.objectHas(definition, 'expr') then definition.expr
      else '(%s)\n%s %s' % [catalog.alerts[name].expr, std.get(alert, 'compare', '>'), self.decimal(alert.threshold)];
    {
      alert: name,
      expr: selected(expr),
      'for': alert['for'],
      labels: { severity: alert.severity } + std.get(alert, 'labels', {}),
      annotations: {
        summary: alert.summary,
        description: renamed(alert.description),
        runbook_url: '%s%s.md' % [config.runbookBaseUrl, kebab(name)],
        dashboard_url: renamed('%s/d/%s?var-namespace={{ $labels.namespace }}&var-app={{ $labels.app }}' % [
          config.grafanaUrl,
          uid(catalog.service.name, alert.board),
        ]),
      },
    },

  recording(query):: {
    record: query.record,
    expr: selected(query.expr),
    [if std.objectHas(query, 'labels') then 'labels']: query.labels,
  },
}
