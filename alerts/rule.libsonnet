// From what an alert says of itself to a rule of Prometheus.
local kebab(name) =
  std.lstripChars(
    std.join('', [
      if std.codepoint(c) >= 65 && std.codepoint(c) <= 90 then '-' + std.asciiLower(c) else c
      for c in std.stringChars(name)
    ]),
    '-'
  );

function(catalog, config) {
  local selected(expr) = std.strReplace(expr, '$selector', config.selector),
  // Twelve digits, so that 0.05 stays 0.05; 0 has no logarithm, which older jsonnet trips over.
  local decimal(number) = if number == 0 then '0' else '%.12g' % number,
  local overrideOf(name) = if std.objectHas(config.alerts, name) then config.alerts[name] else {},

  isDisabled(name): std.objectHas(overrideOf(name), 'disabled') && overrideOf(name).disabled,

  alert(name, definition)::
    local alert = definition + overrideOf(name);
    {
      alert: name,
      expr: '(%s)\n> %s' % [selected(catalog.alerts[name].expr), decimal(alert.threshold)],
      'for': alert['for'],
      labels: { severity: alert.severity },
      annotations: {
        summary: alert.summary,
        description: alert.description,
        runbook_url: '%s%s.md' % [config.runbookBaseUrl, kebab(name)],
      },
    },

  recording(query):: { record: query.record, expr: selected(query.expr) },
}
