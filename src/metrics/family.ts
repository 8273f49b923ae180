import type { ExemplarSource } from './exemplar.js';
import { type PageFormat, renderHead } from './exposition-text.js';
import type { Aggregate } from './page-part.js';

/** What the series of one metric have in common. */
export interface SeriesSetting {
  readonly name: string;
  /** Counts a number that is refused. */
  readonly reject: () => void;
  readonly exemplars: ExemplarSource;
}

/** One sample of a series, as others than our own page read it. */
export interface Sample {
  readonly suffix: '' | '_bucket' | '_sum' | '_count';
  readonly le?: string;
  readonly value: number;
  /** What OpenMetrics appends to it. */
  readonly exemplar?: string | undefined;
}

/** What a family needs its series to do. */
export interface MetricSeries {
  /** Label values in the order of the metric's labels. */
  readonly values: readonly string[];
  render(format: PageFormat): string;
  samples(): readonly Sample[];
  reset(): void;
}

/** What a family is made of. */
export interface FamilyOptions {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labelNames: readonly string[];
  /** How the series of several processes become one; those of counters and histograms are summed. */
  readonly aggregate: Aggregate;
  /** Says whether the registry is set to OpenMetrics, where prom-client appends `_total` itself. */
  isOpenMetrics(): boolean;
  /** Returns the series; those that are only read for the page are read by this call. */
  series(): readonly MetricSeries[];
}

/** Series rendered in one piece, between two looks at the clock. */
const seriesPerPiece = 32;

/** A metric of ours, in the form in which prom-client's registry keeps metrics. */
export class Family {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly aggregate: Aggregate;
  /** The same in prom-client's words. */
  readonly aggregator: string;
  readonly #options: FamilyOptions;

  constructor(options: FamilyOptions) {
    this.type = options.type;
    this.help = options.help;
    this.labelNames = options.labelNames;
    this.aggregate = options.aggregate;
    this.aggregator = options.aggregate === 'avg' ? 'average' : options.aggregate;
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  /** Changes nothing: prom-client takes `_total` off the name for good when it renders OpenMetrics. */
  set name(_name: string) {
    // See above.
  }

  /** Returns the series there are at the moment. */
  series(): readonly MetricSeries[] {
    return this.#options.series();
  }

  /** Renders the family in pieces that are short enough not to hold the event loop. */
  *render(format: PageFormat): Generator<string> {
    yield renderHead(this.name, this.type, this.help, format);
    const series = this.#options.series();
    for (let start = 0; start < series.length; start += seriesPerPiece) {
      const lines = series.slice(start, start + seriesPerPiece).map((one) => one.render(format));
      // A joined string is flat; added up, its parts would only be copied when the whole page is, in one long turn.
      yield lines.join('');
    }
  }

  /** Returns the values as prom-client's own metrics do. */
  async get(): Promise<object> {
    const { help, type, aggregator } = this;
    const isStripped = type === 'counter' && this.#options.isOpenMetrics();
    const name = isStripped ? this.name.replace(/_total$/, '') : this.name;
    const values = this.#options.series().flatMap((series) =>
      series.samples().map(({ suffix, le, value }) => ({
        value,
        labels: this.#labels(series, le),
        ...(suffix === '' ? {} : { metricName: name + suffix }),
      })),
    );
    return { name, help, type, values, aggregator };
  }

  /** Sets every series to zero and keeps them, so that bound ones stay valid. */
  reset(): void {
    for (const series of this.#options.series()) series.reset();
  }

  #labels(series: MetricSeries, le: string | undefined): Record<string, string> {
    const pairs = this.labelNames.map((label, i) => [label, series.values[i] ?? '']);
    return Object.fromEntries(le === undefined ? pairs : [['le', le], ...pairs]) as Record<string, string>;
  }
}
