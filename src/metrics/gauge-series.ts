import { renderSampleHead } from './exposition-text.js';
import type { MetricSeries, Sample, SeriesSetting } from './family.js';
import type { Tally } from './losses.js';
import type { SeriesSeed } from './series-store.js';

/** A gauge whose labels are settled; each call that is given no finite number is counted as refused. */
export interface BoundGauge {
  set(value: number): void;
  /** Adds a number, 1 by default. */
  inc(value?: number): void;
  /** Subtracts a number, 1 by default. */
  dec(value?: number): void;
}

/** One series of a gauge: a number that rises and falls. */
export class GaugeSeries implements BoundGauge, MetricSeries {
  readonly values: readonly string[];
  #value = 0;
  readonly #head: string;
  readonly #isInfo: boolean;
  readonly #overflow: Tally | undefined;
  readonly #reject: () => void;

  constructor(seed: SeriesSeed, { name, reject }: SeriesSetting) {
    this.values = seed.values;
    this.#head = renderSampleHead(name, seed.labels);
    this.#isInfo = name.endsWith('_info');
    this.#overflow = seed.overflow;
    this.#reject = reject;
  }

  set(value: number): void {
    // What an info metric tells is in its labels; joins multiply by its value, so that is always 1.
    if (!Number.isFinite(value) || (this.#isInfo && value !== 1)) {
      this.#reject();
      return;
    }
    this.#value = value;
    if (this.#overflow !== undefined) this.#overflow.count++;
  }

  inc(value = 1): void {
    this.set(typeof value === 'number' ? this.#value + value : NaN);
  }

  dec(value = 1): void {
    this.set(typeof value === 'number' ? this.#value - value : NaN);
  }

  reset(): void {
    this.#value = 0;
  }

  render(): string {
    return `${this.#head}${this.#value}\n`;
  }

  samples(): readonly Sample[] {
    return [{ suffix: '', value: this.#value }];
  }
}
