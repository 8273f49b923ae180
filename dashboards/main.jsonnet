// What `tricord generate` evaluates: file name → board of the service whose catalog is given.
function(catalog, config={}, extension={})
  ((import 'dashboards.libsonnet') + { _catalog:: catalog, _config+:: config } + extension).grafanaDashboards
