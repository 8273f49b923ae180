// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withFeedUrl(value): { options+: { feedUrl: value } },
    withShowImage(value=true): { options+: { showImage: value } },
  },
}
