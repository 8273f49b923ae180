/** What becomes of a series that several processes have. */
export type Aggregate = 'sum' | 'max' | 'min' | 'avg' | 'first' | 'omit';

/** One series: its label text without braces, its values in the order of the points, and what OpenMetrics appends. */
export type PartSeries = readonly [
  labels: string,
  values: readonly number[],
  exemplars?: readonly string[] | undefined,
];

/** One sample of every series of a family: the suffix of its name and a label of its own, such as `le="0.1"`. */
export type Point = readonly [suffix: string, label: string];

/** A metric as one process has it, or several together. */
export interface PartFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly aggregate: Aggregate;
  readonly points: readonly Point[];
  readonly series: readonly PartSeries[];
}

/** A page before it is text. */
export type PagePart = readonly PartFamily[];

/** Says whether a family only rises, so that what an ended process counted has to stay. */
export function isCumulative({ type }: Pick<PartFamily, 'type'>): boolean {
  return type === 'counter' || type === 'histogram' || type === 'summary';
}

/** Joins the labels of a series with the one of a point. */
export function joinLabels(labels: string, label: string): string {
  return labels === '' || label === '' ? labels + label : `${labels},${label}`;
}
