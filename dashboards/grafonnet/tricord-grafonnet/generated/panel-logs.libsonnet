// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withDedupStrategy(value): { options+: { dedupStrategy: value } },
    withDetailsMode(value): { options+: { detailsMode: value } },
    withEnableInfiniteScrolling(value=true): { options+: { enableInfiniteScrolling: value } },
    withEnableLogDetails(value=true): { options+: { enableLogDetails: value } },
    withFontSize(value): { options+: { fontSize: value } },
    withPrettifyLogMessage(value=true): { options+: { prettifyLogMessage: value } },
    withShowCommonLabels(value=true): { options+: { showCommonLabels: value } },
    withShowControls(value=true): { options+: { showControls: value } },
    withShowLabels(value=true): { options+: { showLabels: value } },
    withShowLogContextToggle(value=true): { options+: { showLogContextToggle: value } },
    withShowTime(value=true): { options+: { showTime: value } },
    withSortOrder(value): { options+: { sortOrder: value } },
    withSyntaxHighlighting(value=true): { options+: { syntaxHighlighting: value } },
    withWrapLogMessage(value=true): { options+: { wrapLogMessage: value } },
  },
}
