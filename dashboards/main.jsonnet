// What `tricord generate` evaluates: file name → board of the service whose catalog is given.
function(catalog) ((import 'dashboards.libsonnet') + { _catalog:: catalog }).grafanaDashboards
