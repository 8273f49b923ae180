// What `tricord generate` evaluates: the rules of the service whose catalog is given.
function(catalog, config, extension={})
  local mixin = (import 'alerts.libsonnet') + { _catalog:: catalog, _config+:: config } + extension;
  { alerts: mixin.prometheusAlerts, recordings: mixin.prometheusRules }
