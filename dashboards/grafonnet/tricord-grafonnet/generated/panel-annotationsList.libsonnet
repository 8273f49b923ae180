// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withLimit(value): { options+: { limit: value } },
    withNavigateAfter(value): { options+: { navigateAfter: value } },
    withNavigateBefore(value): { options+: { navigateBefore: value } },
    withNavigateToPanel(value=true): { options+: { navigateToPanel: value } },
    withOnlyFromThisDashboard(value=true): { options+: { onlyFromThisDashboard: value } },
    withOnlyInTimeRange(value=true): { options+: { onlyInTimeRange: value } },
    withShowTags(value=true): { options+: { showTags: value } },
    withShowTime(value=true): { options+: { showTime: value } },
    withShowUser(value=true): { options+: { showUser: value } },
    withTags(value): { options+: { tags: if std.isArray(value) then value else [value] } },
    withTagsMixin(value): { options+: { tags+: if std.isArray(value) then value else [value] } },
  },
}
