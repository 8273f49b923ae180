// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  withCollapsed(value=true): { collapsed: value },
  withId(value): { id: value },
  withPanels(value): { panels: if std.isArray(value) then value else [value] },
  withPanelsMixin(value): { panels+: if std.isArray(value) then value else [value] },
  withRepeat(value): { repeat: value },
  withTitle(value): { title: value },
  withType(): { type: 'row' },
  gridPos+: {
    withH(value=9): { gridPos+: { h: value } },
    withW(value=12): { gridPos+: { w: value } },
    withX(value=0): { gridPos+: { x: value } },
    withY(value=0): { gridPos+: { y: value } },
    withStatic(value=true): { gridPos+: { static: value } },
  },
  withDatasource(value): { datasource: value },
  withDatasourceMixin(value): { datasource+: value },
  datasource+: {
    withType(value): { datasource+: { type: value } },
    withUid(value): { datasource+: { uid: value } },
  },
}
