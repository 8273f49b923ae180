// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  withEditorMode(value): { editorMode: value },
  withExemplar(value=true): { exemplar: value },
  withExpr(value): { expr: value },
  withFormat(value): { format: value },
  withHide(value=true): { hide: value },
  withInstant(value=true): { instant: value },
  withInterval(value): { interval: value },
  withIntervalFactor(value): { intervalFactor: value },
  withLegendFormat(value): { legendFormat: value },
  withQueryType(value): { queryType: value },
  withRange(value=true): { range: value },
  withRefId(value): { refId: value },
  withDatasource(value): { datasource: value },
  withDatasourceMixin(value): { datasource+: value },
  datasource+: {
    withType(value): { datasource+: { type: value } },
    withUid(value): { datasource+: { uid: value } },
  },
}
