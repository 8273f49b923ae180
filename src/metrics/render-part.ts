import { inBraces, type PageFormat, renderHead, renderNumber } from './exposition-text.js';
import { joinLabels, type PagePart, type PartFamily, type PartSeries } from './page-part.js';

const seriesPerPiece = 32;

/** Renders a page of merged families in pieces that are short enough not to hold the event loop. */
export function* renderPart(part: PagePart, format: PageFormat): Generator<string> {
  for (const family of part) {
    yield renderHead(family.name, family.type, family.help, format);
    for (let start = 0; start < family.series.length; start += seriesPerPiece) {
      const piece = family.series.slice(start, start + seriesPerPiece);
      yield piece.map((series) => renderSeries(family, series, format)).join('');
    }
  }
  if (format === 'openmetrics') yield '# EOF\n';
}

function renderSeries(
  { name, points }: PartFamily,
  [labels, values, exemplars]: PartSeries,
  format: PageFormat,
): string {
  const lines = points.map(([suffix, label], i) => {
    const head = name + suffix + inBraces(joinLabels(labels, label));
    const exemplar = format === 'openmetrics' ? (exemplars?.[i] ?? '') : '';
    return `${head} ${renderNumber(values[i] ?? 0)}${exemplar}\n`;
  });
  return lines.join('');
}
