// `g.panel.row`: a line across the dashboard; its panels follow it, or are inside it while it is collapsed.
local setters = import 'generated/row.libsonnet';

setters {
  local row = self,
  new(title): row.withType() + row.withTitle(title) + row.withCollapsed(false) + row.gridPos.withX(0) + row.gridPos.withH(1) + row.gridPos.withW(24),
  withGridPos(y): row.gridPos.withX(0) + row.gridPos.withY(y) + row.gridPos.withH(1) + row.gridPos.withW(24),
  withDatasource(type, uid): { datasource+: { type: type, uid: uid } },
}
