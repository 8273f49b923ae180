import type { LabelSpecs } from '../catalog/metric-definition.js';
import { renderLabels } from './exposition-text.js';
import { createLabelGuard, type LabelGuard, otherValue } from './label-guard.js';
import { createLabelWalk, type LabelWalk } from './label-walk.js';
import type { Tally } from './losses.js';
import type { SampleBudget } from './sample-budget.js';
import { SeriesBranch } from './series-branch.js';

/** What every label of an overflow series says. */
export const overflowValue = '_overflow';

/** What a new series is made of. */
export interface SeriesSeed {
  readonly values: readonly string[];
  /** The ready-made label text, without braces. */
  readonly labels: string;
  /** Counts the measurements of a series that stands for label sets beyond a budget. */
  readonly overflow: Tally | undefined;
}

/** What a store needs to know of its metric. */
export interface SeriesStoreOptions<Series> {
  readonly name: string;
  readonly labels: LabelSpecs;
  readonly budget: { readonly series: number };
  readonly samplesPerSeries: number;
  readonly samples: SampleBudget;
  readonly overflow: Tally;
  create(seed: SeriesSeed): Series;
  onLabelLoss(): void;
  /** Told when the series budget or the process' sample budget is used up for the first time. */
  onOverflow(): void;
}

/** Bytes of a line besides the name and the labels: suffix, bound, number. */
const bytesBesides = 40;

/**
 * The series of one metric: branches nested by label value in label order, so that no two label sets can collide, and
 * never more of them than the budgets allow; what comes after goes to the overflow series, so totals stay exact.
 */
export class SeriesStore<Series extends object> {
  readonly names: readonly string[];
  /** Every series in order of appearance; it only grows. */
  readonly all: Series[] = [];
  readonly #options: SeriesStoreOptions<Series>;
  readonly #guards: readonly LabelGuard[];
  readonly #root: SeriesBranch<Series> | Series;
  readonly #walkLabels: LabelWalk<Series>;
  #overflow: Series | undefined;
  #takenSamples: number;
  #takenBytes = 0;
  readonly #nameBytes: number;

  constructor(options: SeriesStoreOptions<Series>) {
    this.#options = options;
    this.names = Object.keys(options.labels);
    this.#guards = Object.values(options.labels).map((spec) => createLabelGuard(spec, options.onLabelLoss));
    this.#nameBytes = options.name.length + bytesBesides;
    // Of the only series of a metric without labels, or of the overflow series of one with labels.
    options.samples.reserve(options.samplesPerSeries);
    this.#takenSamples = options.samplesPerSeries;
    this.#root = this.names.length === 0 ? this.#add([], undefined) : new SeriesBranch();
    this.#walkLabels = createLabelWalk(this.#root, this.names);
  }

  /** Returns the series of label values in the order of the metric's labels; never throws. */
  series(values: readonly unknown[]): Series {
    return this.#walk(values) ?? this.#admit(values);
  }

  /** Returns the series of a label set; never throws, labels that cannot be read become `_invalid`. */
  find(labels: Readonly<Record<string, unknown>>): Series {
    try {
      const series = this.#walkLabels(labels);
      if (series !== undefined) return series;
    } catch {
      // Some label cannot be read; each is read by itself below.
    }
    return this.#search(labels);
  }

  /** Gives the samples back that the series occupied; the store is of no use afterwards. */
  release(): void {
    this.#options.samples.release(this.#takenSamples, this.#takenBytes);
    this.#takenSamples = 0;
    this.#takenBytes = 0;
  }

  /** Not part of `find`: a function there that sees `labels` would cost an allocation a call. */
  #search(labels: Readonly<Record<string, unknown>>): Series {
    return this.#admit(this.names.map((name) => readLabel(labels, name)));
  }

  #admit(raw: readonly unknown[]): Series {
    const values = this.#guards.map((guard, i) => guard.admit(raw[i]));
    const known = this.#walk(values);
    if (known !== undefined) return known;
    if (!this.#takeSeries(values)) return this.#spill();
    const isOther = values.some((value, i) => value === otherValue && this.#guards[i]?.isOpen === true);
    this.#guards.forEach((guard, i) => guard.keep(values[i] ?? ''));
    return this.#plant(values, this.#add(values, isOther ? this.#options.overflow : undefined));
  }

  /** Takes the samples of a new series, unless a budget is used up or somebody forges the labels of the overflow series. */
  #takeSeries(values: readonly string[]): boolean {
    const { budget, samples, samplesPerSeries } = this.#options;
    const size = this.all.length - (this.#overflow === undefined ? 0 : 1);
    if (size >= budget.series || values.every((value) => value === overflowValue)) return false;
    // Label text has no fewer bytes than its values have units, and is not made for a flood of long ones.
    const least = values.reduce((sum, { length }) => sum + length, this.#nameBytes);
    if (!samples.hasRoom(samplesPerSeries, least)) return false;
    const bytes = this.#nameBytes + Buffer.byteLength(renderLabels(this.names, values));
    if (!samples.take(samplesPerSeries, bytes)) return false;
    this.#takenSamples += samplesPerSeries;
    this.#takenBytes += samplesPerSeries * bytes;
    return true;
  }

  #walk(values: readonly unknown[]): Series | undefined {
    let node: SeriesBranch<Series> | Series | undefined = this.#root;
    for (let i = 0; i < this.names.length && node !== undefined; i++)
      node = (node as SeriesBranch<Series>).get(values[i]);
    return node as Series | undefined;
  }

  #plant(values: readonly string[], series: Series): Series {
    let node = this.#root as SeriesBranch<Series>;
    for (const value of values.slice(0, -1)) {
      let next = node.get(value) as SeriesBranch<Series> | undefined;
      if (next === undefined) node.set(value, (next = new SeriesBranch()));
      node = next;
    }
    node.set(values.at(-1), series);
    return series;
  }

  #spill(): Series {
    if (this.#overflow === undefined) {
      this.#overflow = this.#add(
        this.names.map(() => overflowValue),
        this.#options.overflow,
      );
      this.#options.onOverflow();
    }
    return this.#overflow;
  }

  #add(values: readonly string[], overflow: Tally | undefined): Series {
    const series = this.#options.create({ values, labels: renderLabels(this.names, values), overflow });
    this.all.push(series);
    return series;
  }
}

/** A symbol is what no label can be, so the guard counts it and calls it `_invalid`. */
const unreadable = Symbol('unreadable');

function readLabel(labels: Readonly<Record<string, unknown>>, name: string): unknown {
  try {
    return labels[name];
  } catch {
    return unreadable;
  }
}
