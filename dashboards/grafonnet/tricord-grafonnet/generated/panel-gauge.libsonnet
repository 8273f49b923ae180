// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withMinVizHeight(value): { options+: { minVizHeight: value } },
    withMinVizWidth(value): { options+: { minVizWidth: value } },
    withOrientation(value): { options+: { orientation: value } },
    withShowThresholdLabels(value=true): { options+: { showThresholdLabels: value } },
    withShowThresholdMarkers(value=true): { options+: { showThresholdMarkers: value } },
    withSizing(value): { options+: { sizing: value } },
    withReduceOptions(value): { options+: { reduceOptions: value } },
    withReduceOptionsMixin(value): { options+: { reduceOptions+: value } },
    reduceOptions+: {
      withCalcs(value): { options+: { reduceOptions+: { calcs: if std.isArray(value) then value else [value] } } },
      withCalcsMixin(value): { options+: { reduceOptions+: { calcs+: if std.isArray(value) then value else [value] } } },
      withFields(value): { options+: { reduceOptions+: { fields: value } } },
      withLimit(value): { options+: { reduceOptions+: { limit: value } } },
      withValues(value=true): { options+: { reduceOptions+: { values: value } } },
    },
    withText(value): { options+: { text: value } },
    withTextMixin(value): { options+: { text+: value } },
    text+: {
      withPercentSize(value): { options+: { text+: { percentSize: value } } },
      withTitleSize(value): { options+: { text+: { titleSize: value } } },
      withValueSize(value): { options+: { text+: { valueSize: value } } },
    },
  },
}
