import { ExemplarSlot, type ExemplarSource } from './exemplar.js';
import { type PageFormat, renderBound, renderSampleHead } from './exposition-text.js';
import type { MetricSeries, Sample, SeriesSetting } from './family.js';
import type { Tally } from './losses.js';
import type { SeriesSeed } from './series-store.js';

/** A histogram whose labels are settled. */
export interface BoundHistogram {
  /**
   * Records a finite number that is not negative (a negative one would lower the sum, which is read as a counter);
   * `traceId` becomes an exemplar.
   */
  observe(value: number, traceId?: string): void;
}

/** The buckets of a histogram, ready for the page. */
export interface BucketLayout {
  readonly bounds: Float64Array;
  /** `le="0.005"} ` for each bound, then for `+Inf`. */
  readonly tails: readonly string[];
}

/** Prepares ascending upper bounds, without `+Inf`. */
export function createBucketLayout(bounds: readonly number[]): BucketLayout {
  const tails = [...bounds, Infinity].map((bound) => `le="${renderBound(bound)}"} `);
  return { bounds: Float64Array.from(bounds), tails };
}

/** One series of a histogram; its buckets are counted apart and summed up when they are read. */
export class HistogramSeries implements BoundHistogram, MetricSeries {
  readonly values: readonly string[];
  #sum = 0;
  readonly #counts: Float64Array;
  readonly #layout: BucketLayout;
  readonly #setting: SeriesSetting;
  readonly #bucketHead: string;
  readonly #sumHead: string;
  readonly #countHead: string;
  readonly #overflow: Tally | undefined;
  readonly #isTraced: boolean;
  #exemplars: (ExemplarSlot | undefined)[] | undefined;

  constructor(seed: SeriesSeed, setting: SeriesSetting, layout: BucketLayout) {
    this.values = seed.values;
    this.#counts = new Float64Array(layout.tails.length);
    this.#layout = layout;
    this.#setting = setting;
    const { name } = setting;
    this.#bucketHead = [name, '_bucket{', seed.labels, seed.labels === '' ? '' : ','].join('');
    this.#sumHead = renderSampleHead(`${name}_sum`, seed.labels);
    this.#countHead = renderSampleHead(`${name}_count`, seed.labels);
    this.#overflow = seed.overflow;
    this.#isTraced = setting.exemplars.traceId !== undefined;
  }

  observe(value: number, traceId?: string): void {
    if (typeof value !== 'number' || !(value >= 0 && this.#sum + value < Infinity)) {
      this.#setting.reject();
      return;
    }
    this.#sum += value;
    const { bounds } = this.#layout;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++;
    this.#counts[bucket]!++;
    if (this.#overflow !== undefined) this.#overflow.count++;
    if (traceId !== undefined || this.#isTraced) {
      this.#offer(this.#setting.exemplars, bucket, { value, traceId });
    }
  }

  reset(): void {
    this.#sum = 0;
    this.#counts.fill(0);
  }

  render(format: PageFormat): string {
    const { tails } = this.#layout;
    const exemplars = format === 'openmetrics' ? this.#exemplars : undefined;
    let text = '';
    let total = 0;
    for (let bucket = 0; bucket < tails.length; bucket++) {
      total += this.#counts[bucket] as number;
      text += this.#bucketHead + tails[bucket] + total;
      if (exemplars !== undefined) text += exemplars[bucket]?.render() ?? '';
      text += '\n';
    }
    return `${text}${this.#sumHead}${this.#sum}\n${this.#countHead}${total}\n`;
  }

  samples(): readonly Sample[] {
    let total = 0;
    const buckets = [...this.#layout.bounds, Infinity].map((bound, i): Sample => {
      total += this.#counts[i] ?? 0;
      const exemplar = this.#exemplars?.[i]?.render();
      return { suffix: '_bucket', le: renderBound(bound), value: total, exemplar };
    });
    return [...buckets, { suffix: '_sum', value: this.#sum }, { suffix: '_count', value: total }];
  }

  #offer(
    source: ExemplarSource,
    bucket: number,
    { value, traceId }: { value: number; traceId: string | undefined },
  ): void {
    this.#exemplars ??= [];
    const slot = (this.#exemplars[bucket] ??= new ExemplarSlot());
    slot.offer(source, value, traceId);
  }
}
