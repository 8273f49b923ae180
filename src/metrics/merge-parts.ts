import { isCumulative, type PagePart, type PartFamily, type PartSeries, type Point } from './page-part.js';
import type { SlicedWork } from './run-in-slices.js';
import { bytesPerSample } from './sample-budget.js';
import { overflowValue } from './series-store.js';

/** What merging is bounded by; what only rises keeps its place from page to page, so no total ever goes down. */
export interface MergeBounds {
  readonly budget: { readonly series: number };
  readonly sampleLimit: number;
  /** Told of a metric that is full, or of which one process has another shape. */
  say(text: string): void;
}

/** Merges the parts of several processes, yielding between its steps. */
export type Merger = (parts: readonly PagePart[]) => SlicedWork<PagePart>;

interface Target {
  readonly family: PartFamily;
  readonly points: readonly Point[];
  readonly series: Map<
    string,
    { values: number[]; parts: number; exemplars?: readonly string[] | undefined }
  >;
}

/** Label sets that have a line of their own for good. */
interface Admissions extends Size {
  readonly kept: Map<string, Set<string>>;
}

interface Size {
  samples: number;
  bytes: number;
}

const seriesPerStep = 256;

/** Creates the merger of one telemetry: label sets beyond its bounds go to the overflow series. */
export function createMerger(bounds: MergeBounds): Merger {
  const admissions: Admissions = { kept: new Map(), samples: 0, bytes: 0 };
  return function* merge(parts) {
    const targets = new Map<string, Target>();
    const page: Size = { samples: admissions.samples, bytes: admissions.bytes };
    for (const family of parts.flat()) {
      const target = findTarget(targets, family, bounds);
      if (target === undefined) continue;
      for (const [i, series] of family.series.entries()) {
        const labels = admit(target, series[0], { bounds, admissions, page });
        add(target, labels, series);
        if (i % seriesPerStep === seriesPerStep - 1) yield;
      }
      yield;
    }
    const merged: PartFamily[] = [];
    for (const target of targets.values()) {
      merged.push(finish(target));
      yield;
    }
    return merged;
  };
}

function findTarget(
  targets: Map<string, Target>,
  family: PartFamily,
  { say }: MergeBounds,
): Target | undefined {
  if (family.aggregate === 'omit') return undefined;
  const known = targets.get(family.name);
  if (known === undefined || (known.series.size === 0 && known.family.type === family.type)) {
    const target = { family, points: family.points, series: new Map() };
    targets.set(family.name, target);
    return target;
  }
  if (known.family.aggregate === 'first' || family.series.length === 0) return undefined;
  if (known.family.type === family.type && isSamePoints(known.points, family.points)) return known;
  say(`Metric \`${family.name}\` of one process is left out of the page: another has it with other buckets.`);
  return undefined;
}

function isSamePoints(a: readonly Point[], b: readonly Point[]): boolean {
  return (
    a.length === b.length && a.every(([suffix, label], i) => suffix === b[i]?.[0] && label === b[i]?.[1])
  );
}

/** Returns the labels under which a series is on the page: its own, or those of the overflow series. */
function admit(
  { family, points, series }: Target,
  labels: string,
  { bounds, admissions, page }: { bounds: MergeBounds; admissions: Admissions; page: Size },
): string {
  if (series.has(labels)) return labels;
  const kept = isCumulative(family) ? keptOf(admissions, family.name) : undefined;
  if (kept?.has(labels) === true) return labels;
  const overflow = overflowLabels(labels);
  if (overflow === labels) return labels;
  const size = kept?.size ?? series.size;
  const added = { samples: points.length, bytes: points.length * (family.name.length + labels.length) };
  if (size >= bounds.budget.series || !fits(page, added, bounds)) {
    bounds.say(`Metric \`${family.name}\` of all processes together has used up its series.`);
    return overflow;
  }
  grow(page, added);
  if (kept !== undefined) {
    kept.add(labels);
    grow(admissions, added);
  }
  return labels;
}

function fits(page: Size, { samples, bytes }: Size, { sampleLimit }: MergeBounds): boolean {
  return page.samples + samples <= sampleLimit && page.bytes + bytes <= sampleLimit * bytesPerSample;
}

function grow(size: Size, { samples, bytes }: Size): void {
  size.samples += samples;
  size.bytes += bytes;
}

function keptOf({ kept }: Admissions, name: string): Set<string> {
  const known = kept.get(name) ?? new Set();
  kept.set(name, known);
  return known;
}

/** Of a metric without labels there is one series only, so it is its own overflow. */
function overflowLabels(labels: string): string {
  return labels.replace(/="(?:[^"\\]|\\.)*"/gs, `="${overflowValue}"`);
}

function add({ family, series }: Target, labels: string, [, values, exemplars]: PartSeries): void {
  const known = series.get(labels);
  if (known === undefined) {
    series.set(labels, { values: [...values], parts: 1, exemplars });
    return;
  }
  const combine = isCumulative(family) ? combiners.sum : combiners[family.aggregate];
  for (const [i, value] of values.entries()) known.values[i] = combine(known.values[i] ?? 0, value);
  known.parts++;
  known.exemplars = exemplars ?? known.exemplars;
}

const combiners: Readonly<Record<PartFamily['aggregate'], (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  avg: (a, b) => a + b,
  max: Math.max,
  min: Math.min,
  first: (a) => a,
  omit: (a) => a,
};

function finish({ family, points, series }: Target): PartFamily {
  const isMean = family.aggregate === 'avg' && !isCumulative(family);
  return {
    ...family,
    points,
    series: [...series].map(([labels, { values, parts, exemplars }]) => [
      labels,
      isMean ? values.map((value) => value / parts) : values,
      exemplars,
    ]),
  };
}
