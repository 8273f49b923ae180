import type { ForeignValue } from './collect-foreign.js';
import {
  escapeLabelValue,
  inBraces,
  type PageFormat,
  renderBound,
  renderHead,
  renderNumber,
} from './exposition-text.js';
import { cleanLabelValue } from './label-value.js';
import type { Losses } from './losses.js';
import { joinLabels, type Point } from './page-part.js';

/** A foreign metric that has been read. */
export interface ForeignFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly values: readonly ForeignValue[];
}

const valuesPerPiece = 128;
const labelName = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

/** The names that samples of a type may have; others would be samples outside their family. */
const sampleSuffixes: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

/** Renders a foreign metric in pieces; what `readForeign` leaves out is not there. */
export function* renderForeign(family: ForeignFamily, format: PageFormat, losses: Losses): Generator<string> {
  yield renderHead(family.name, family.type, family.help, format);
  const read = createForeignReader(family, losses);
  for (let start = 0; start < family.values.length; start += valuesPerPiece) {
    const piece = family.values.slice(start, start + valuesPerPiece);
    yield piece.map((value) => renderSample(family.name, read(value))).join('');
  }
}

/** A sample of a foreign metric that can be on a page. */
export interface ForeignSample {
  /** Label text without braces and without the label of the point. */
  readonly labels: string;
  readonly point: Point;
  readonly value: number;
}

/**
 * Creates what reads the samples of one foreign metric. Label values are coerced and escaped as ours are; a sample with a
 * bad name, a bad label, a number its type does not allow or the labels of another is left out and counted.
 */
export function createForeignReader(
  family: ForeignFamily,
  losses: Losses,
): (value: ForeignValue) => ForeignSample | undefined {
  const seen = new Set<string>();
  return (value) => {
    try {
      return readSample(family, value, { seen, losses });
    } catch {
      losses.reject('collect');
      return undefined;
    }
  };
}

interface SampleContext {
  /** Samples already on the page, so that none is there twice. */
  readonly seen: Set<string>;
  readonly losses: Losses;
}

function renderSample(name: string, sample: ForeignSample | undefined): string {
  if (sample === undefined) return '';
  const { labels, point, value } = sample;
  return `${name}${point[0]}${inBraces(joinLabels(labels, point[1]))} ${renderNumber(value)}\n`;
}

function readSample(
  family: ForeignFamily,
  sample: ForeignValue,
  { seen, losses }: SampleContext,
): ForeignSample | undefined {
  const suffix = findSuffix(family, sample.metricName);
  const { value } = sample;
  if (suffix === undefined || !isSound(family.type, suffix, value)) {
    losses.reject(suffix === undefined ? 'convention' : 'number');
    return undefined;
  }
  const labels = readLabels(family.type, sample, losses);
  const key = labels === undefined ? undefined : `${suffix}{${joinLabels(labels.own, labels.point)}`;
  if (labels === undefined || key === undefined || seen.has(key)) {
    losses.reject('label');
    return undefined;
  }
  seen.add(key);
  return { labels: labels.own, point: [suffix, labels.point], value };
}

function findSuffix({ name, type }: ForeignFamily, sampleName: unknown): string | undefined {
  const suffixes = sampleSuffixes[type] ?? [''];
  return suffixes.find((suffix) => (sampleName ?? name) === name + suffix);
}

function isSound<Value>(type: string, suffix: string, value: Value): value is Value & number {
  if (typeof value !== 'number') return false;
  if (type === 'gauge' || type === 'untyped' || suffix === '_sum' || (type === 'summary' && suffix === '')) {
    return true;
  }
  return value >= 0 && value < Infinity;
}

/** The label that tells the samples of one series apart, by type. */
const pointLabels: Readonly<Record<string, string>> = { histogram: 'le', summary: 'quantile' };

function readLabels(
  type: string,
  { labels, sharedLabels }: ForeignValue,
  losses: Losses,
): { own: string; point: string } | undefined {
  const pairs = Object.entries({ ...(labels as object), ...(sharedLabels as object) });
  if (!pairs.every(([name]) => labelName.test(name))) return undefined;
  if (pairs.length > 1) pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  const render = (isPoint: boolean) =>
    pairs
      .filter(([name]) => (name === pointLabels[type]) === isPoint)
      .map(([name, value]) => `${name}="${renderValue(name, value, losses)}"`)
      .join(',');
  return { own: render(false), point: render(true) };
}

function renderValue(name: string, value: unknown, losses: Losses): string {
  if (name === 'le' && typeof value === 'number') return renderBound(value);
  return escapeLabelValue(cleanLabelValue(value, () => losses.reject('label')));
}
