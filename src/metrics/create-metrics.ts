import type { Registry } from 'prom-client';
import { fullName } from '../catalog/define-metric.js';
import type { LabelSpecs, MetricDefinition } from '../catalog/metric-definition.js';
import { TricordError } from '../errors.js';
import { checkDeclared, checkForeign } from './check-metric.js';
import { createStore, type SeriesByType, type StoreContext } from './create-store.js';
import type { Exchange } from './exchange.js';
import { Family, type MetricSeries } from './family.js';
import { findAggregate } from './gauge-aggregates.js';
import type { CounterHandle, GaugeHandle, HistogramHandle } from './handles.js';
import type { BoundHistogram } from './histogram-series.js';
import { createLosses, type Losses, type RejectReason } from './losses.js';
import { createObservedSeries, type ObservedSeries, type SeriesReader } from './observed-series.js';
import type {
  AnyMetric,
  CounterFamily,
  GaugeFamily,
  HistogramFamily,
  Metrics,
  MetricsOptions,
} from './metrics.js';
import { findOtherClients } from './find-other-clients.js';
import { observeItself } from './observe-itself.js';
import { createRegistry } from './create-registry.js';
import { createPages } from './pages.js';
import { recordMetric } from './record-metric.js';
import { refusedMetric } from './refused-metric.js';
import { guardRegistry, type RegistryGuard } from './registry-guard.js';
import { createPageRenderer } from './render-page.js';
import { startRuntimeCollectors } from './runtime-collectors.js';
import { runtimeMetrics } from './runtime-metrics.js';
import { createSampleBudget, processSampleLimit } from './sample-budget.js';
import type { SeriesStore } from './series-store.js';

/** Creates the metrics of one telemetry; in development `TRI_METRICS_REFUSED` when the registry's own ones are bad. */
export function createMetrics(options: MetricsOptions): Metrics {
  return new RegistryMetrics(options);
}

/** Share of the samples that is kept for what is observed, so that a flood of series cannot hide its own count. */
const observedShare = 0.1;

interface Kept {
  readonly type: keyof SeriesByType;
  readonly metric: AnyMetric;
  readonly store?: SeriesStore<SeriesByType[keyof SeriesByType]>;
  readonly handle?: object;
  readonly observed?: ObservedSeries;
}

class RegistryMetrics implements Metrics {
  readonly registry: Registry;
  readonly page: Metrics['page'];
  readonly freshPage: Metrics['freshPage'];
  readonly exchange: Exchange;
  readonly #options: MetricsOptions;
  readonly #losses: Losses;
  readonly #budget: { series: number };
  readonly #context: StoreContext;
  /** For what is not measured on behalf of the span that happens to be active. */
  readonly #untraced: StoreContext;
  readonly #guard: RegistryGuard;
  readonly #stopRuntime: () => void;
  /** Definition → what became of it, `undefined` when it was refused. */
  readonly #known = new Map<AnyMetric, Kept | undefined>();
  readonly #named = new Map<string, Kept>();

  constructor(options: MetricsOptions) {
    const { conventions, traceId } = options;
    const registry = options.registry ?? createRegistry();
    const losses = createLosses(options.onProblem);
    const pages = { at: 0 };
    this.registry = registry;
    this.#options = options;
    this.#losses = losses;
    const budget = (this.#budget = { series: conventions.seriesBudget });
    const limit = options.sampleLimit ?? processSampleLimit;
    const observedLimit = Math.ceil(limit * observedShare);
    const samples = createSampleBudget(limit - observedLimit);
    this.#context = { conventions, budget, losses, samples, pages, traceId };
    this.#untraced = { ...this.#context, samples: createSampleBudget(observedLimit), traceId: undefined };
    this.#guard = guardRegistry(registry, {
      check: (metric) => checkForeign(metric, { registry, conventions }),
      // Counted from 0, so that `increase()` sees the first page that it is missing on.
      admit: (name) => void losses.failuresOf(name),
      refuse: (name, problems) => this.#refuse(name, problems),
    });
    const ownSamples = () => this.#used();
    const sources = { registry, names: this.#guard, losses, pages, budget, ownSamples };
    const { render, exchange } = createPageRenderer(sources);
    this.exchange = exchange;
    const { page, freshPage } = createPages(render, options.pageCacheMs ?? 1000);
    this.page = page;
    this.freshPage = freshPage;
    observeItself({
      losses,
      usedRatio: () => this.#used() / limit,
      observe: (metric, read) => void this.#observe(metric, read, true),
    });
    for (const text of findOtherClients(options.application)) losses.say(text);
    this.#stopRuntime = (options.runtimeCollectors ?? true) ? this.#startRuntime() : () => undefined;
  }

  counter<Labels extends LabelSpecs>(metric: MetricDefinition<'counter', string, Labels>) {
    return this.#record(metric, 'counter').handle as unknown as CounterHandle<Labels>;
  }

  gauge<Labels extends LabelSpecs>(metric: MetricDefinition<'gauge', string, Labels>) {
    return this.#record(metric, 'gauge').handle as unknown as GaugeHandle<Labels>;
  }

  histogram<Labels extends LabelSpecs>(metric: MetricDefinition<'histogram', string, Labels>) {
    return this.#record(metric, 'histogram').handle as unknown as HistogramHandle<Labels>;
  }

  counterFamily(metric: AnyMetric): CounterFamily {
    return this.#record(metric, 'counter').store as unknown as CounterFamily;
  }

  gaugeFamily(metric: AnyMetric): GaugeFamily {
    return this.#record(metric, 'gauge').store as unknown as GaugeFamily;
  }

  histogramFamily(metric: AnyMetric): HistogramFamily {
    return this.#record(metric, 'histogram').store as unknown as HistogramFamily;
  }

  observe(metric: AnyMetric, read: SeriesReader): () => void {
    return this.#observe(metric, read, false);
  }

  configure({ seriesBudget }: { readonly seriesBudget: number }): void {
    this.#budget.series = seriesBudget;
  }

  reject(reason: RejectReason): void {
    this.#losses.reject(reason);
  }

  close(): void {
    this.#stopRuntime();
  }

  #record(
    metric: AnyMetric,
    type: keyof SeriesByType,
    isTrusted = false,
  ): Required<Pick<Kept, 'store' | 'handle'>> {
    const context = isTrusted ? this.#untraced : this.#context;
    const kept = this.#keep(metric, { type, isTrusted }, () => recordMetric(metric, type, context));
    const { store, handle } = kept ?? {};
    if (store !== undefined && handle !== undefined) return { store, handle };
    if (kept?.observed !== undefined)
      this.#refuse(metric.name, ['It is observed already and cannot be recorded.']);
    return { store: refusedMetric as never, handle: refusedMetric };
  }

  #observe(metric: AnyMetric, read: SeriesReader, isTrusted: boolean): () => void {
    const type = metric.type === 'counter' ? 'counter' : 'gauge';
    const kept = this.#keep(metric, { type, isTrusted }, () => {
      const createSource = () => createStore(metric, type, this.#untraced);
      const name = fullName(metric, this.#context.conventions);
      const observed = createObservedSeries(createSource, (reason) => this.#losses.fail(name, reason));
      return { type, metric, observed, series: () => observed.series() };
    });
    if (kept?.observed !== undefined) return kept.observed.add(read);
    if (kept !== undefined) this.#refuse(metric.name, ['It is recorded already and cannot be observed.']);
    return () => undefined;
  }

  #keep(
    metric: AnyMetric,
    { type, isTrusted }: { type: keyof SeriesByType; isTrusted: boolean },
    create: () => Kept & { series(): readonly MetricSeries[] },
  ): Kept | undefined {
    const { conventions } = this.#context;
    const name = fullName(metric, conventions);
    if (!this.#known.has(metric)) {
      const twin = this.#named.get(name);
      if (twin !== undefined && isSameShape(twin.metric, metric)) {
        this.#known.set(metric, twin);
      } else {
        const problems = isTrusted
          ? []
          : checkDeclared(metric, type, { registry: this.registry, conventions });
        if (problems.length > 0) this.#refuse(name, problems);
        this.#known.set(metric, problems.length > 0 ? undefined : this.#add(name, metric, create()));
      }
    }
    const kept = this.#known.get(metric);
    if (kept === undefined || kept.type === type) return kept;
    this.#refuse(name, [`It is a ${kept.type} and is used as a ${type}.`]);
    return undefined;
  }

  #add(name: string, metric: AnyMetric, kept: Kept & { series(): readonly MetricSeries[] }): Kept {
    const { type, help, labels } = metric;
    const isOpenMetrics = () => this.registry.contentType.startsWith('application/openmetrics-text');
    const labelNames = Object.keys(labels);
    const aggregate = findAggregate(name);
    const { series } = kept;
    this.#guard.add(new Family({ name, type, help, labelNames, aggregate, isOpenMetrics, series }));
    this.#named.set(name, kept);
    return kept;
  }

  #refuse(name: string, problems: readonly string[]): void {
    const text = problems.join(' ');
    if (!this.#options.production) throw new TricordError('TRI_METRICS_REFUSED', { name, problems: text });
    this.#losses.reject('convention');
    this.#losses.say(`Metric \`${name}\` is refused: ${text}`);
  }

  /** Samples that the series of all our metrics are. */
  #used(): number {
    return this.#context.samples.used + this.#untraced.samples.used;
  }

  #startRuntime(): () => void {
    return startRuntimeCollectors({
      observe: (metric, read) => void this.#observe(metric, read, true),
      collections: (kind) =>
        this.#record(runtimeMetrics.gc, 'histogram', true).store.series([kind]) as BoundHistogram,
    });
  }
}

function isSameShape(a: AnyMetric, b: AnyMetric): boolean {
  const shape = ({ type, help, labels, buckets }: AnyMetric) => JSON.stringify([type, help, labels, buckets]);
  return shape(a) === shape(b);
}
