import type { MetricDefinition } from '../../catalog/metric-definition.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { percentiles } from './percentiles.js';
import type { Queries } from './queries.js';
import { series, type Signal, type Signals } from './signal.js';

/** Series a panel can still show apart. */
const readableSeries = 50;

/** Unit suffix → Grafana unit of a value, and of its increase per second. */
const units: Readonly<Record<string, { readonly value: string; readonly rate: string }>> = {
  seconds: { value: 's', rate: 'percentunit' },
  bytes: { value: 'bytes', rate: 'Bps' },
  ratio: { value: 'percentunit', rate: 'none' },
};
const plain = { value: 'short', rate: 'cps' };

/** Returns signals of every metric a service declares, chosen by its type and unit. */
export function ownSignals(catalog: ServiceCatalog, queries: Queries): Signals {
  const own = catalog.metrics.filter((metric) => metric.origin === 'user');
  const prefix = catalog.conventions.userPrefix;
  return Object.assign(
    {},
    ...own.map((metric) => signalsOf({ metric, title: titleOf(metric, prefix) }, queries)),
  );
}

/** Returns the ids of the signals of one metric: its name, and for a histogram also its name and `_rate`. */
export function ownSignalIds(metric: MetricDefinition): string[] {
  return metric.type === 'histogram' ? [metric.name, `${metric.name}_rate`] : [metric.name];
}

interface Titled {
  readonly metric: MetricDefinition;
  readonly title: string;
}

function signalsOf(titled: Titled, queries: Queries): Signals {
  const { metric, title } = titled;
  const [id = '', rateId = ''] = ownSignalIds(metric);
  if (metric.type === 'counter') return { [id]: counterSignal(titled, queries) };
  if (metric.type === 'gauge') return { [id]: gaugeSignal(titled, queries) };
  const by = shownLabels(metric);
  return {
    [id]: series(title, unitOf(metric).value, {
      description: `${metric.help} Half, 95 of 100 and 99 of 100 are at most this.`,
      targets: percentiles(queries, metric, { by }),
    }),
    [rateId]: series(`${title}: how many`, 'cps', {
      description: `${metric.help} How many a second.`,
      targets: [{ expr: queries.rate(`${metric.name}_count`, { by }), legend: legendOf(by, title) }],
    }),
  };
}

function counterSignal({ metric, title }: Titled, queries: Queries): Signal {
  const by = shownLabels(metric);
  const targets = [{ expr: queries.rate(metric, { by }), legend: legendOf(by, title) }];
  return series(title, unitOf(metric).rate, { description: `${metric.help} Per second.`, targets });
}

/** A ratio or a time is no amount, so over instances it is not summed up. */
function gaugeSignal({ metric, title }: Titled, queries: Queries): Signal {
  const by = shownLabels(metric);
  const suffix = suffixOf(metric);
  const operator = ({ ratio: 'avg', seconds: 'max', info: 'count' } as const)[suffix] ?? 'sum';
  const over = { avg: 'Mean of', max: 'Largest of', count: 'Number of', sum: 'Sum of' }[operator];
  return series(title, unitOf(metric).value, {
    description: `${metric.help} ${over} all instances.`,
    targets: [{ expr: queries.aggregate(operator, metric, { by }), legend: legendOf(by, title) }],
  });
}

/** The labels, in their order, as long as their values together can still be told apart. */
function shownLabels({ labels }: MetricDefinition): string[] {
  let count = 1;
  return Object.entries(labels)
    .filter(([, spec]) => {
      const values = 'budget' in spec ? spec.budget : spec.length;
      if (count * values > readableSeries) return false;
      count *= values;
      return true;
    })
    .map(([label]) => label);
}

function legendOf(by: readonly string[], title: string): string {
  return by.length === 0 ? title : by.map((label) => `{{${label}}}`).join(' ');
}

function suffixOf({ name }: MetricDefinition): string {
  return /_([a-z]+?)(?:_total)?$/.exec(name)?.[1] ?? '';
}

function unitOf(metric: MetricDefinition): { readonly value: string; readonly rate: string } {
  return units[suffixOf(metric)] ?? plain;
}

/** `custom_orders_created_total` → `Orders created`. */
function titleOf({ name }: MetricDefinition, prefix: string): string {
  const words = (name.startsWith(prefix) ? name.slice(prefix.length) : name)
    .replace(/_(?:total|info)$/, '')
    .replace(/_(?:seconds|bytes|ratio)$/, '');
  const text = words.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
