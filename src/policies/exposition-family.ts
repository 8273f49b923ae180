import type { MetricType } from './subject.js';

/** How a page of metrics is written: the Prometheus text format 0.0.4 or OpenMetrics 1.0. */
export type ExpositionFormat = 'text' | 'openmetrics';

/** The types a family can declare; `unknown` and what follows exist in OpenMetrics only. */
export type FamilyType = MetricType | 'unknown' | 'info' | 'stateset' | 'gaugehistogram';

/** A label and its value, unescaped. */
export type LabelPair = readonly [name: string, value: string];

/** One line of a page that carries a value. */
export interface ExpositionSample {
  readonly name: string;
  readonly labels: readonly LabelPair[];
  readonly value: number;
  /** The value as it is written, e.g. `+Inf`. */
  readonly valueText: string;
  /** Line of the page, from 1. */
  readonly line: number;
  /** What follows `#` on an OpenMetrics line. */
  readonly exemplar?: { readonly labels: readonly LabelPair[]; readonly text: string };
}

/** The metadata and samples of one metric name, as they stand together on a page. */
export interface ExpositionFamily {
  /** Without `_total` or `_info` where OpenMetrics leaves them out. */
  readonly name: string;
  readonly type: FamilyType;
  readonly help?: string;
  readonly unit?: string;
  readonly format: ExpositionFormat;
  readonly samples: readonly ExpositionSample[];
  /** Line of the page where the family starts, from 1. */
  readonly line: number;
  /** Whether the page had left this family before, and comes back to it here. */
  readonly reopened: boolean;
  /** Another family with a sample of the same name, as histogram `x` and counter `x_count` have. */
  readonly clash?: { readonly name: string; readonly type: FamilyType; readonly sample: string };
}

/** Returns one key per label set, whatever the order of the labels; labels in `without` do not count. */
export function labelKey(labels: readonly LabelPair[], without?: string): string {
  const kept = without === undefined ? labels : labels.filter(([name]) => name !== without);
  if (kept.length < 2) return JSON.stringify(kept);
  return JSON.stringify([...kept].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
