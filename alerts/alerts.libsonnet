// Alert and recording rules as a standard mixin. Expressions come from the catalog; here are thresholds, patience,
// severities and words. `_config` is what a service or a platform changes.
local groups = {
  server: import 'server.libsonnet',
  client: import 'client.libsonnet',
  process: import 'process.libsonnet',
  pod: import 'pod.libsonnet',
  telemetry: import 'telemetry.libsonnet',
};

{
  local mixin = self,

  _catalog:: import '../schemas/generated/catalog.json',

  _config+:: {
    // Whose series the rules read; every rule keeps namespace and app, so one set of rules judges any number of services.
    selector: 'app!=""',
    // First part of every group's name.
    groupPrefix: 'tricord',
    // Runbooks are at `<base><alert-in-kebab-case>.md`.
    runbookBaseUrl: 'docs/runbooks/',
    // Where Grafana is served, without a slash at the end; alerts link the board that shows them.
    grafanaUrl: '',
    // Alert name → { 'for', severity, threshold, disabled }, each as it likes.
    alerts: {},
  },

  local rule = (import 'rule.libsonnet')(mixin._catalog, mixin._config),

  local groupsOf(rules) = [
    { name: '%s-%s' % [mixin._config.groupPrefix, name], rules: rules[name] }
    for name in std.objectFields(rules)
    if std.length(rules[name]) > 0
  ],

  local slo = (import 'slo.libsonnet')(mixin._catalog, mixin._config, rule),

  prometheusAlerts+:: {
    groups+: groupsOf({ slo: slo }) + groupsOf({
      [group]: [
        rule.alert(name, groups[group][name])
        for name in std.objectFields(groups[group])
        if !rule.isDisabled(name)
      ]
      for group in std.objectFields(groups)
    }),
  },

  prometheusRules+:: {
    groups+: groupsOf({
      recordings: [rule.recording(query) for query in mixin._catalog.recordings],
      // Prometheus evaluates the rules of a group one after another, and these build on each other.
      slos: [rule.recording(query) for query in mixin._catalog.slos.recordings],
    }),
  },
}
