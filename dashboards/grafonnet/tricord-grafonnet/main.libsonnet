// The part of grafonnet's API that dashboards use: `function(version)`, e.g. 'v11.4.0', returns the library.
// With `dashboards/grafonnet` on the jsonnet path it answers to grafonnet's own import paths; a real grafonnet that is
// found first (`-J dashboards/grafonnet -J vendor`: the last one wins) takes its place without a change.
function(version) {
  local schemaVersion = if std.startsWith(version, 'v11') then 39 else 36,
  dashboard: (import 'dashboard.libsonnet')(schemaVersion),
  panel: (import 'panel.libsonnet')(version),
  query: import 'query.libsonnet',
  util: import 'util.libsonnet',
}
