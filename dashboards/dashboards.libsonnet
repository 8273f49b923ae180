// The boards as a standard mixin: `grafanaDashboards` is file name → board; what they show comes from `_catalog`.
//
// With plain jsonnet, from the folder of the package:
//   jsonnet -J dashboards/grafonnet -m out -e "(import 'dashboards/dashboards.libsonnet').grafanaDashboards"
// `dashboards/grafonnet` answers to grafonnet's import paths; to use a real grafonnet name its folder last, because the
// last `-J` wins: `-J dashboards/grafonnet -J vendor`. Another service's catalog takes the place of this one's with
// `(import 'dashboards/dashboards.libsonnet') + { _catalog:: import 'observability/schemas/catalog.json' }`.
//
// An extension is added the same way: `_boards+:: { overview+: { rows+: [{ title, panels }] } }` adds rows to a board,
// `grafanaDashboards+:: { 'overview.json'+: … }` changes what came out, and `_panel(id)` is the panel of a signal.
{
  local mixin = self,
  local words = (import 'words.libsonnet')(mixin._config.lang),

  _catalog:: import '../schemas/generated/catalog.json',
  _config+:: {
    // `en` or `zh`.
    lang: 'en',
  },
  _boards+:: {
    [id]: { rows: [] } + boards[id]
    for id in std.objectFields(boards)
  },
  local boards = (import 'boards.libsonnet')(mixin._catalog),

  _panel(id):: (import 'panels.libsonnet')(mixin._catalog, words)(id),
  local board = (import 'board.libsonnet')(mixin._catalog, words, mixin._panel),

  grafanaDashboards+:: {
    [id + '.json']: board(id, mixin._boards[id])
    for id in std.objectFields(mixin._boards)
  },
}
