import type { Registry } from 'prom-client';
import { createForeignCollector, type ForeignMetric, type ForeignValue } from './collect-foreign.js';
import type { Tick } from './exemplar.js';
import { createExchange, type Exchange } from './exchange.js';
import type { PageFormat } from './exposition-text.js';
import { Family } from './family.js';
import type { Losses } from './losses.js';
import { createMerger } from './merge-parts.js';
import { metricsOf, readSubject } from './metric-subject.js';
import type { PagePart, PartFamily } from './page-part.js';
import type { PageRenderer } from './pages.js';
import { readForeign, readOwn } from './read-part.js';
import type { RegistryGuard } from './registry-guard.js';
import { type ForeignFamily, renderForeign } from './render-foreign.js';
import { renderPart } from './render-part.js';
import { runInSlices, type SlicedWork } from './run-in-slices.js';
import { pageSampleLimit } from './sample-budget.js';

/** What a page is made of. */
export interface PageSources {
  readonly registry: Registry;
  readonly names: Pick<RegistryGuard, 'nameOf'>;
  readonly losses: Losses;
  readonly pages: Tick;
  readonly budget: { readonly series: number };
  /** Returns how many samples our own metrics have. */
  ownSamples(): number;
}

/** Milliseconds that other processes have to answer. */
const answerMs = 1000;

type Readable = Family | { readonly metric: ForeignMetric; readonly family: ForeignFamily };

/** Creates the renderer of the metrics in a registry, and the exchange by which those of other processes come in. */
export function createPageRenderer(sources: PageSources): {
  render: PageRenderer;
  exchange: Exchange;
} {
  const { losses, pages, budget } = sources;
  const read = createRegistryReader(sources);
  const exchange = createExchange({
    async readOwn() {
      const metrics = await read();
      pages.at++;
      return runInSlices(readAll(metrics, losses));
    },
    merge: createMerger({ budget, sampleLimit: pageSampleLimit, say: losses.say }),
    miss(text) {
      losses.reject('collect');
      losses.say(text);
    },
  });
  return {
    exchange,
    async render(format) {
      if (exchange.isShared) return renderPart(await exchange.collect(answerMs), format);
      const metrics = await read();
      if (format === 'openmetrics') pages.at++;
      return renderAll(metrics, format, losses);
    },
  };
}

/** Foreign metrics are read first, all at once; what exceeds the limit is left out. */
function createRegistryReader({
  registry,
  names,
  losses,
  ownSamples,
}: PageSources): () => Promise<readonly Readable[]> {
  const collect = createForeignCollector(losses);
  return async () => {
    const metrics = metricsOf(registry);
    const values = await Promise.all(
      metrics.map((metric) => (metric instanceof Family ? undefined : collect(metric, names.nameOf(metric)))),
    );
    let samples = ownSamples();
    return metrics.flatMap((metric, i): Readable[] => {
      if (metric instanceof Family) return [metric];
      const read = values[i] ?? [];
      const name = names.nameOf(metric);
      if (samples + read.length > pageSampleLimit) {
        losses.overflowsOf(name).count += read.length;
        losses.say(
          `Metric \`${name}\` is left out of the page: its ${read.length} samples exceed the limit.`,
        );
        return [];
      }
      samples += read.length;
      return values[i] === undefined ? [] : [{ metric, family: describe(metric, name, read) }];
    });
  };
}

function* renderAll(metrics: readonly Readable[], format: PageFormat, losses: Losses): Generator<string> {
  for (const metric of metrics) {
    if (metric instanceof Family) yield* metric.render(format);
    else yield* renderForeign(metric.family, format, losses);
  }
  if (format === 'openmetrics') yield '# EOF\n';
}

function* readAll(metrics: readonly Readable[], losses: Losses): SlicedWork<PagePart> {
  const families: PartFamily[] = [];
  for (const metric of metrics) {
    families.push(
      metric instanceof Family
        ? yield* readOwn(metric)
        : yield* readForeign(metric.family, metric.metric, losses),
    );
    yield;
  }
  return families;
}

function describe(metric: ForeignMetric, name: string, values: readonly ForeignValue[]): ForeignFamily {
  const { type, help = '' } = readSubject(metric);
  return { name, type, help, values };
}
