// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  withDirection(value): { direction: value },
  withEditorMode(value): { editorMode: value },
  withExpr(value): { expr: value },
  withHide(value=true): { hide: value },
  withInstant(value=true): { instant: value },
  withLegendFormat(value): { legendFormat: value },
  withMaxLines(value): { maxLines: value },
  withQueryType(value): { queryType: value },
  withRange(value=true): { range: value },
  withRefId(value): { refId: value },
  withResolution(value): { resolution: value },
  withStep(value): { step: value },
  withDatasource(value): { datasource: value },
  withDatasourceMixin(value): { datasource+: value },
  datasource+: {
    withType(value): { datasource+: { type: value } },
    withUid(value): { datasource+: { uid: value } },
  },
}
