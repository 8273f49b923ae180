// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withDisplayLabels(value): { options+: { displayLabels: if std.isArray(value) then value else [value] } },
    withDisplayLabelsMixin(value): { options+: { displayLabels+: if std.isArray(value) then value else [value] } },
    withOrientation(value): { options+: { orientation: value } },
    withPieType(value): { options+: { pieType: value } },
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
    withLegend(value): { options+: { legend: value } },
    withLegendMixin(value): { options+: { legend+: value } },
    legend+: {
      withAsTable(value=true): { options+: { legend+: { asTable: value } } },
      withCalcs(value): { options+: { legend+: { calcs: if std.isArray(value) then value else [value] } } },
      withCalcsMixin(value): { options+: { legend+: { calcs+: if std.isArray(value) then value else [value] } } },
      withDisplayMode(value): { options+: { legend+: { displayMode: value } } },
      withIsVisible(value=true): { options+: { legend+: { isVisible: value } } },
      withPlacement(value): { options+: { legend+: { placement: value } } },
      withShowLegend(value=true): { options+: { legend+: { showLegend: value } } },
      withSortBy(value): { options+: { legend+: { sortBy: value } } },
      withSortDesc(value=true): { options+: { legend+: { sortDesc: value } } },
      withWidth(value): { options+: { legend+: { width: value } } },
      withValues(value): { options+: { legend+: { values: if std.isArray(value) then value else [value] } } },
      withValuesMixin(value): { options+: { legend+: { values+: if std.isArray(value) then value else [value] } } },
    },
    withTooltip(value): { options+: { tooltip: value } },
    withTooltipMixin(value): { options+: { tooltip+: value } },
    tooltip+: {
      withHideZeros(value=true): { options+: { tooltip+: { hideZeros: value } } },
      withMaxHeight(value): { options+: { tooltip+: { maxHeight: value } } },
      withMaxWidth(value): { options+: { tooltip+: { maxWidth: value } } },
      withMode(value): { options+: { tooltip+: { mode: value } } },
      withSort(value): { options+: { tooltip+: { sort: value } } },
    },
  },
  fieldConfig+: {
    defaults+: {
      custom+: {
        withHideFrom(value): { fieldConfig+: { defaults+: { custom+: { hideFrom: value } } } },
        withHideFromMixin(value): { fieldConfig+: { defaults+: { custom+: { hideFrom+: value } } } },
        hideFrom+: {
          withLegend(value=true): { fieldConfig+: { defaults+: { custom+: { hideFrom+: { legend: value } } } } },
          withTooltip(value=true): { fieldConfig+: { defaults+: { custom+: { hideFrom+: { tooltip: value } } } } },
          withViz(value=true): { fieldConfig+: { defaults+: { custom+: { hideFrom+: { viz: value } } } } },
        },
      },
    },
  },
}
