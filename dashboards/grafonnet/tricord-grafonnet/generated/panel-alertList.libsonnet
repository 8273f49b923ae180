// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withAlertInstanceLabelFilter(value): { options+: { alertInstanceLabelFilter: value } },
    withAlertName(value): { options+: { alertName: value } },
    withDashboardAlerts(value=true): { options+: { dashboardAlerts: value } },
    withDatasource(value): { options+: { datasource: value } },
    withFolder(value): { options+: { folder: value } },
    withGroupBy(value): { options+: { groupBy: if std.isArray(value) then value else [value] } },
    withGroupByMixin(value): { options+: { groupBy+: if std.isArray(value) then value else [value] } },
    withGroupMode(value): { options+: { groupMode: value } },
    withMaxItems(value): { options+: { maxItems: value } },
    withShowInactiveAlerts(value=true): { options+: { showInactiveAlerts: value } },
    withShowInstances(value=true): { options+: { showInstances: value } },
    withSortOrder(value): { options+: { sortOrder: value } },
    withViewMode(value): { options+: { viewMode: value } },
    withStateFilter(value): { options+: { stateFilter: value } },
    withStateFilterMixin(value): { options+: { stateFilter+: value } },
    stateFilter+: {
      withError(value=true): { options+: { stateFilter+: { 'error': value } } },
      withFiring(value=true): { options+: { stateFilter+: { firing: value } } },
      withInactive(value=true): { options+: { stateFilter+: { inactive: value } } },
      withNoData(value=true): { options+: { stateFilter+: { noData: value } } },
      withNormal(value=true): { options+: { stateFilter+: { normal: value } } },
      withPending(value=true): { options+: { stateFilter+: { pending: value } } },
    },
  },
}
