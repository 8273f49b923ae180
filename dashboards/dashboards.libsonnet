// The boards as a standard mixin: `grafanaDashboards` is file name → board; what they show comes from `_catalog`.
//
// With plain jsonnet, from the folder of the package:
//   jsonnet -J dashboards/grafonnet -m out -e "(import 'dashboards/dashboards.libsonnet').grafanaDashboards"
// `dashboards/grafonnet` answers to grafonnet's import paths; to use a real grafonnet name its folder last, because the
// last `-J` wins: `-J dashboards/grafonnet -J vendor`. Another service's catalog takes the place of this one's with
// `(import 'dashboards/dashboards.libsonnet') + { _catalog:: import 'observability/schemas/catalog.json' }`.
{
  _catalog:: import '../schemas/generated/catalog.json',

  grafanaDashboards+:: {
    [spec.id + '.json']: (import 'board.libsonnet')($._catalog, spec)
    for spec in (import 'boards.libsonnet')($._catalog)
  },
}
