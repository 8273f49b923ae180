// `g.dashboard`: the dashboard itself; its variables and links are built by the files of those names.
local setters = import 'generated/dashboard.libsonnet';
local panelUtil = import 'util-panel.libsonnet';

local asArray(value) = if std.isArray(value) then value else [value];

function(schemaVersion) setters {
  local dashboard = self,

  new(title):
    dashboard.withTitle(title)
    + dashboard.withSchemaVersion()
    + dashboard.withTimezone('utc')
    + dashboard.time.withFrom('now-6h')
    + dashboard.time.withTo('now'),

  withSchemaVersion(value=schemaVersion): { schemaVersion: value },

  // The panels as given stay visible to jsonnet under `_panels`, so that a mixin can add to them before they are numbered.
  local numbered(setPanelIDs) = {
    panels: if setPanelIDs then panelUtil.setPanelIDs(self._panels) else self._panels,
  },
  withPanels(panels, setPanelIDs=true): { _panels:: asArray(panels) } + numbered(setPanelIDs),
  withPanelsMixin(panels, setPanelIDs=true): { _panels+:: asArray(panels) } + numbered(setPanelIDs),

  graphTooltip+: {
    withSharedCrosshair(): { graphTooltip: 1 },
    withSharedTooltip(): { graphTooltip: 2 },
  },

  variable: import 'variable.libsonnet',
  link: import 'link.libsonnet',
}
