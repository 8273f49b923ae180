// `g.panel`: every kind of panel, made of its generated setters and of what all kinds have in common.
local overrides = import 'field-override.libsonnet';
local shared = import 'generated/panel.libsonnet';
local types = import 'generated/panel-types.libsonnet';
local row = import 'row.libsonnet';

local mixed = { type: 'datasource', uid: '-- Mixed --' };

function(version)
  local kind(type, setters) = shared + setters + {
    local panel = self,

    new(title):
      panel.panelOptions.withTitle(title)
      + panel.panelOptions.withType()
      + panel.panelOptions.withPluginVersion()
      + panel.queryOptions.withDatasource(mixed.type, mixed.uid),

    panelOptions+: {
      withType(): { type: type },
      withPluginVersion(): { pluginVersion: version },
      withGridPos(h=null, w=null, x=null, y=null): {
        gridPos+: {
          [if h != null then 'h']: h,
          [if w != null then 'w']: w,
          [if x != null then 'x']: x,
          [if y != null then 'y']: y,
        },
      },
    },
    queryOptions+: {
      withDatasource(type, uid): { datasource+: { type: type, uid: uid } },
    },
    standardOptions+: { override: overrides },

    // grafonnet's shorter names of the same.
    link: panel.panelOptions.link,
    transformation: panel.queryOptions.transformation,
    thresholdStep: panel.standardOptions.threshold.step,
    valueMapping: panel.standardOptions.mapping,
    fieldOverride: overrides,
  };

  { [name]: kind(types[name].type, types[name].setters) for name in std.objectFields(types) }
  + { row: row }
