/** The two text formats a page can have. */
export type PageFormat = 'text' | 'openmetrics';

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '"': '\\"' };

/** Renders label pairs without the braces, `a="x",b="y"`; the values are clean strings. */
export function renderLabels(names: readonly string[], values: readonly string[]): string {
  return names.map((name, i) => `${name}="${escapeLabelValue(values[i] ?? '')}"`).join(',');
}

/** Renders label pairs within braces, or nothing when there are none. */
export function inBraces(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}

/** Renders what precedes the value of a sample, as one flat string: a page is joined of tens of thousands of them. */
export function renderSampleHead(name: string, labels: string): string {
  return [name, inBraces(labels), ' '].join('');
}

/** Escapes what the exposition formats reserve; other control characters are legal in them. */
export function escapeLabelValue(value: string): string {
  return value.replace(/[\\\n"]/g, (character) => escapes[character] ?? '');
}

/** Renders a sample value in the spelling of the exposition formats. */
export function renderNumber(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value);
}

/**
 * Renders the upper bound of a bucket as the Go services' text pages do, `1` and `1e-05`, and alike in both formats:
 * `sum by (le)` over both languages, or over two scrapes in different formats, must not see one bucket twice.
 */
export function renderBound(bound: number): string {
  if (!Number.isFinite(bound)) return renderNumber(bound);
  const [digits = '', exponent = '0'] = bound.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 21) return String(bound);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Renders the comment lines of a family; OpenMetrics names a counter without `_total` and knows units. */
export function renderHead(name: string, type: string, help: string, format: PageFormat): string {
  if (format === 'text') {
    return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
  }
  const isCounter = type === 'counter';
  // A foreign counter without `_total` would need another sample name, so its type is left open instead.
  const isOpen = type === 'untyped' || (isCounter && !name.endsWith('_total'));
  const family = isCounter && !isOpen ? name.slice(0, -'_total'.length) : name;
  const unit = /_(seconds|bytes|ratio)$/.exec(family)?.[1];
  return (
    `# TYPE ${family} ${isOpen ? 'unknown' : type}\n` +
    (unit === undefined ? '' : `# UNIT ${family} ${unit}\n`) +
    `# HELP ${family} ${escapeHelp(help).replaceAll('"', '\\"')}\n`
  );
}

function escapeHelp(help: string): string {
  return help.toWellFormed().replace(/[\\\n]/g, (character) => escapes[character] ?? '');
}
