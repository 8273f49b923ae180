import type { PageFormat } from './exposition-text.js';

/** Longer headers are not worth reading: no scraper sends them. */
const maxHeaderLength = 4096;

interface Range {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

/** Chooses OpenMetrics 1.0 when the scraper names it and likes it no less than text; everything else gets text. */
export function negotiateFormat(accept: string | undefined): PageFormat {
  const ranges = parseRanges(accept);
  const openMetrics = qualityOf(
    ranges.filter(({ type, parameters }) => {
      const version = parameters.get('version');
      return type === 'application/openmetrics-text' && (version === undefined || version === '1.0.0');
    }),
  );
  const text = ['text/plain', 'text/*', '*/*']
    .map((type) => ranges.filter((range) => range.type === type))
    .find((matching) => matching.length > 0);
  return openMetrics > 0 && openMetrics >= qualityOf(text ?? []) ? 'openmetrics' : 'text';
}

/** Says whether the scraper takes gzip. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const ranges = parseRanges(acceptEncoding);
  const named = ranges.filter(({ type }) => type === 'gzip');
  return qualityOf(named.length > 0 ? named : ranges.filter(({ type }) => type === '*')) > 0;
}

function qualityOf(ranges: readonly Range[]): number {
  return Math.max(0, ...ranges.map(({ quality }) => quality));
}

function parseRanges(header: string | undefined): Range[] {
  if (typeof header !== 'string' || header.length > maxHeaderLength) return [];
  return header.split(',').map((part) => {
    const [type = '', ...rest] = part.split(';').map((word) => word.trim().toLowerCase());
    const parameters = new Map(rest.map((pair) => splitPair(pair)));
    return { type, parameters, quality: parseQuality(parameters.get('q')) };
  });
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0
    ? [pair, '']
    : [
        pair.slice(0, at).trim(),
        pair
          .slice(at + 1)
          .trim()
          .replace(/^"|"$/g, ''),
      ];
}

/** A weight that is none makes its range count for nothing, as if it were not there. */
function parseQuality(weight: string | undefined): number {
  if (weight === undefined) return 1;
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
}
