// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withCellHeight(value): { options+: { cellHeight: value } },
    withFrameIndex(value): { options+: { frameIndex: value } },
    withShowHeader(value=true): { options+: { showHeader: value } },
    withShowTypeIcons(value=true): { options+: { showTypeIcons: value } },
    withFooter(value): { options+: { footer: value } },
    withFooterMixin(value): { options+: { footer+: value } },
    footer+: {
      withCountRows(value=true): { options+: { footer+: { countRows: value } } },
      withEnablePagination(value=true): { options+: { footer+: { enablePagination: value } } },
      withFields(value): { options+: { footer+: { fields: if std.isArray(value) then value else [value] } } },
      withFieldsMixin(value): { options+: { footer+: { fields+: if std.isArray(value) then value else [value] } } },
      withReducer(value): { options+: { footer+: { reducer: if std.isArray(value) then value else [value] } } },
      withReducerMixin(value): { options+: { footer+: { reducer+: if std.isArray(value) then value else [value] } } },
      withShow(value=true): { options+: { footer+: { show: value } } },
    },
    withSortBy(value): { options+: { sortBy: if std.isArray(value) then value else [value] } },
    withSortByMixin(value): { options+: { sortBy+: if std.isArray(value) then value else [value] } },
    sortBy+: {
      withDesc(value=true): { desc: value },
      withDisplayName(value): { displayName: value },
    },
  },
  fieldConfig+: {
    defaults+: {
      custom+: {
        withAlign(value): { fieldConfig+: { defaults+: { custom+: { align: value } } } },
        withCellOptions(value): { fieldConfig+: { defaults+: { custom+: { cellOptions: value } } } },
        withCellOptionsMixin(value): { fieldConfig+: { defaults+: { custom+: { cellOptions+: value } } } },
        withDisplayMode(value): { fieldConfig+: { defaults+: { custom+: { displayMode: value } } } },
        withFilterable(value=true): { fieldConfig+: { defaults+: { custom+: { filterable: value } } } },
        withHidden(value=true): { fieldConfig+: { defaults+: { custom+: { hidden: value } } } },
        withHideHeader(value=true): { fieldConfig+: { defaults+: { custom+: { hideHeader: value } } } },
        withInspect(value=true): { fieldConfig+: { defaults+: { custom+: { inspect: value } } } },
        withMinWidth(value): { fieldConfig+: { defaults+: { custom+: { minWidth: value } } } },
        withWidth(value): { fieldConfig+: { defaults+: { custom+: { width: value } } } },
        withWrapHeaderText(value=true): { fieldConfig+: { defaults+: { custom+: { wrapHeaderText: value } } } },
      },
    },
  },
}
