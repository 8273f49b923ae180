import type { CollectedFamily } from './family-collector.js';

/** How many values a label has within a metric. */
export interface LabelCardinality {
  readonly label: string;
  readonly values: number;
}

/** How many series a metric has, and the labels that make them, the one with most values first. */
export interface MetricCardinality {
  readonly metric: string;
  readonly series: number;
  readonly labels: readonly LabelCardinality[];
}

/** Counts the series of each metric of a page and keeps the largest. */
export class CardinalityCounter {
  readonly #top: number;
  #largest: MetricCardinality[] = [];

  constructor(top: number) {
    this.#top = top;
  }

  count({ name: metric, samples }: CollectedFamily): void {
    const values = new Map<string, Set<string>>();
    for (const [label, value] of samples.flatMap((sample) => sample.labels))
      values.set(label, (values.get(label) ?? new Set()).add(value));
    const labels = [...values].map(([label, set]) => ({ label, values: set.size }));
    labels.sort((a, b) => b.values - a.values);
    this.#largest.push({ metric, series: samples.length, labels });
    if (this.#largest.length > this.#top * 10) this.#largest = this.largest();
  }

  largest(): MetricCardinality[] {
    return [...this.#largest].sort((a, b) => b.series - a.series).slice(0, this.#top);
  }
}
