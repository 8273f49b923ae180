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

/**
 * Renders a foreign metric in pieces. Label values are coerced and escaped as ours are; a sample with a bad name, a bad
 * label, a number its type does not allow or the labels of another is left out and counted.
 */
export function* renderForeign(family: ForeignFamily, format: PageFormat, losses: Losses): Generator<string> {
  yield renderHead(family.name, family.type, family.help, format);
  const seen = new Set<string>();
  for (let start = 0; start < family.values.length; start += valuesPerPiece) {
    const piece = family.values.slice(start, start + valuesPerPiece);
    yield piece.map((value) => renderGuarded(family, value, { seen, losses })).join('');
  }
}

interface SampleContext {
  /** Samples already on the page, so that none is there twice. */
  readonly seen: Set<string>;
  readonly losses: Losses;
}

function renderGuarded(family: ForeignFamily, sample: ForeignValue, context: SampleContext): string {
  try {
    return renderSample(family, sample, context);
  } catch {
    context.losses.reject('collect');
    return '';
  }
}

function renderSample(family: ForeignFamily, sample: ForeignValue, { seen, losses }: SampleContext): string {
  const suffix = findSuffix(family, sample.metricName);
  if (suffix === undefined || !isSound(family.type, suffix, sample.value)) {
    losses.reject(suffix === undefined ? 'convention' : 'number');
    return '';
  }
  const labels = renderLabelSet(sample, losses);
  const head = labels === undefined ? undefined : `${family.name}${suffix}${inBraces(labels)}`;
  if (head === undefined || seen.has(head)) {
    losses.reject('label');
    return '';
  }
  seen.add(head);
  return `${head} ${renderNumber(sample.value)}\n`;
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

function renderLabelSet({ labels, sharedLabels }: ForeignValue, losses: Losses): string | undefined {
  const pairs = Object.entries({ ...(labels as object), ...(sharedLabels as object) });
  if (!pairs.every(([name]) => labelName.test(name))) return undefined;
  if (pairs.length > 1) pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.map(([name, value]) => `${name}="${renderValue(name, value, losses)}"`).join(',');
}

function renderValue(name: string, value: unknown, losses: Losses): string {
  if (name === 'le' && typeof value === 'number') return renderBound(value);
  return escapeLabelValue(cleanLabelValue(value, () => losses.reject('label')));
}
