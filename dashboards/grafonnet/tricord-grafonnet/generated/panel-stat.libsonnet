// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withColorMode(value): { options+: { colorMode: value } },
    withGraphMode(value): { options+: { graphMode: value } },
    withJustifyMode(value): { options+: { justifyMode: value } },
    withOrientation(value): { options+: { orientation: value } },
    withPercentChangeColorMode(value): { options+: { percentChangeColorMode: value } },
    withShowPercentChange(value=true): { options+: { showPercentChange: value } },
    withTextMode(value): { options+: { textMode: value } },
    withWideLayout(value=true): { options+: { wideLayout: value } },
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
