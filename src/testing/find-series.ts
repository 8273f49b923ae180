import { parseExpositionLine } from '../check/parse-exposition-line.js';

/** One series of a page of metrics. */
export interface PageSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Finds the series of a name on a page in the Prometheus text format, in the order of the page. */
export function findSeries(page: string, name: string): PageSeries[] {
  return page.split('\n').flatMap((line) => {
    if (!line.startsWith(name)) return [];
    const parsed = parseExpositionLine(line, 'text');
    if (parsed.kind !== 'sample' || parsed.sample.name !== name) return [];
    return [{ labels: Object.fromEntries(parsed.sample.labels), value: parsed.sample.value }];
  });
}

/** Whether a series has all of some labels. */
export function hasLabels({ labels }: PageSeries, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(
    ([label, value]) => Object.hasOwn(labels, label) && labels[label] === value,
  );
}
