import { ExemplarSlot, type ExemplarSource } from './exemplar.js';
import { type PageFormat, renderSampleHead } from './exposition-text.js';
import type { MetricSeries, Sample, SeriesSetting } from './family.js';
import type { Tally } from './losses.js';
import type { SeriesSeed } from './series-store.js';

/** A counter whose labels are settled. */
export interface BoundCounter {
  /** Adds a finite number that is not negative, 1 by default; anything else is counted as refused. */
  inc(value?: number): void;
}

/** One series of a counter: a number that only rises. */
export class CounterSeries implements BoundCounter, MetricSeries {
  readonly values: readonly string[];
  #value = 0;
  readonly #head: string;
  readonly #overflow: Tally | undefined;
  readonly #reject: () => void;
  readonly #source: ExemplarSource | undefined;
  #exemplar: ExemplarSlot | undefined;

  constructor(seed: SeriesSeed, { name, reject, exemplars }: SeriesSetting) {
    this.values = seed.values;
    this.#head = renderSampleHead(name, seed.labels);
    this.#overflow = seed.overflow;
    this.#reject = reject;
    this.#source = exemplars.traceId === undefined ? undefined : exemplars;
  }

  inc(value = 1): void {
    // The sum is checked as well: two large numbers would make it infinite for ever.
    if (typeof value !== 'number' || !(value >= 0 && this.#value + value < Infinity)) {
      this.#reject();
      return;
    }
    this.#value += value;
    if (this.#overflow !== undefined) this.#overflow.count++;
    if (this.#source !== undefined) this.#offer(this.#source, value);
  }

  reset(): void {
    this.#value = 0;
  }

  render(format: PageFormat): string {
    const line = this.#head + this.#value;
    return format === 'openmetrics' && this.#exemplar !== undefined
      ? `${line}${this.#exemplar.render()}\n`
      : line + '\n';
  }

  samples(): readonly Sample[] {
    return [{ suffix: '', value: this.#value, exemplar: this.#exemplar?.render() }];
  }

  #offer(source: ExemplarSource, value: number): void {
    this.#exemplar ??= new ExemplarSlot();
    this.#exemplar.offer(source, value, undefined);
  }
}
