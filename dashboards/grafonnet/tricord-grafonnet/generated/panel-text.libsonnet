// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  options+: {
    withContent(value): { options+: { content: value } },
    withMode(value): { options+: { mode: value } },
    withCode(value): { options+: { code: value } },
    withCodeMixin(value): { options+: { code+: value } },
    code+: {
      withLanguage(value): { options+: { code+: { language: value } } },
      withShowLineNumbers(value=true): { options+: { code+: { showLineNumbers: value } } },
      withShowMiniMap(value=true): { options+: { code+: { showMiniMap: value } } },
    },
  },
}
