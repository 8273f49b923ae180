// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.
{
  withIcon(value): { icon: value },
  withTitle(value): { title: value },
  withTooltip(value): { tooltip: value },
  withUrl(value): { url: value },
  options+: {
    withAsDropdown(value=true): { asDropdown: value },
    withIncludeVars(value=true): { includeVars: value },
    withKeepTime(value=true): { keepTime: value },
    withTargetBlank(value=true): { targetBlank: value },
  },
}
