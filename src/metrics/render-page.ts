import type { Registry } from 'prom-client';
import { createForeignCollector, type ForeignMetric, type ForeignValue } from './collect-foreign.js';
import type { Tick } from './exemplar.js';
import type { PageFormat } from './exposition-text.js';
import { Family } from './family.js';
import type { Losses } from './losses.js';
import { metricsOf, readSubject } from './metric-subject.js';
import type { RegistryGuard } from './registry-guard.js';
import { type ForeignFamily, renderForeign } from './render-foreign.js';
import { renderInSlices } from './render-in-slices.js';
import { processSampleLimit } from './sample-budget.js';

/** What a page is made of. */
export interface PageSources {
  readonly registry: Registry;
  readonly names: Pick<RegistryGuard, 'nameOf'>;
  readonly losses: Losses;
  readonly pages: Tick;
}

/** Creates the renderer of the metrics in a registry; foreign ones are read first, all at once. */
export function createPageRenderer(sources: PageSources): (format: PageFormat) => Promise<string> {
  const collect = createForeignCollector(sources.losses);
  return async (format) => {
    const metrics = metricsOf(sources.registry);
    const values = await Promise.all(
      metrics.map((metric) =>
        metric instanceof Family ? undefined : collect(metric, sources.names.nameOf(metric)),
      ),
    );
    if (format === 'openmetrics') sources.pages.at++;
    return renderInSlices(renderAll({ metrics, values }, format, sources));
  };
}

function* renderAll(
  {
    metrics,
    values,
  }: { metrics: readonly ForeignMetric[]; values: readonly (readonly ForeignValue[] | undefined)[] },
  format: PageFormat,
  { names, losses }: PageSources,
): Generator<string> {
  let foreignSamples = 0;
  for (const [i, metric] of metrics.entries()) {
    const read = values[i];
    if (metric instanceof Family) yield* metric.render(format);
    if (read === undefined) continue;
    const name = names.nameOf(metric);
    if (foreignSamples + read.length > processSampleLimit) {
      losses.overflowsOf(name).count += read.length;
      losses.say(`Metric \`${name}\` is left out of the page: its ${read.length} samples exceed the limit.`);
      continue;
    }
    foreignSamples += read.length;
    yield* renderForeign(describe(metric, name, read), format, losses);
  }
  if (format === 'openmetrics') yield '# EOF\n';
}

function describe(metric: ForeignMetric, name: string, values: readonly ForeignValue[]): ForeignFamily {
  const { type, help = '' } = readSubject(metric);
  return { name, type, help, values };
}
