// The boards and rules as a standard monitoring mixin:
//   jsonnet -J . -J dashboards/grafonnet -e "(import 'mixin.libsonnet').prometheusAlerts"
// Change thresholds, selector and runbook links with `+ { _config+:: { … } }`.
(import 'alerts/alerts.libsonnet') + (import 'dashboards/dashboards.libsonnet')
