import { createRequire } from 'node:module';
import type * as PromClient from 'prom-client';
import type { Registry } from 'prom-client';
import type { MetricSubject, MetricType } from '../policies/index.js';
import type { ForeignMetric } from './collect-foreign.js';

const require = createRequire(import.meta.url);

const metricTypes: readonly MetricType[] = ['counter', 'gauge', 'histogram', 'summary'];

/** Returns what can be judged of a metric in a registry; prom-client tells the type only after it has registered. */
export function readSubject(metric: ForeignMetric): MetricSubject {
  const { name, help, labelNames } = metric as ForeignMetric & { labelNames?: unknown };
  return {
    name: String(name),
    type: readType(metric),
    help: typeof help === 'string' ? help : '',
    labels: Array.isArray(labelNames) ? labelNames.map(String) : [],
  };
}

/** Returns the metrics of a registry, ours and foreign ones. */
export function metricsOf(registry: Registry): readonly ForeignMetric[] {
  return registry.getMetricsAsArray() as unknown as readonly ForeignMetric[];
}

/** Returns every name a metric occupies in either format; two metrics that share one cannot be on the same page. */
export function occupiedNames(name: string, type: MetricType): readonly string[] {
  if (type === 'counter') return [name, name.replace(/_total$/, '')];
  if (type === 'histogram') return ['', '_bucket', '_sum', '_count'].map((suffix) => name + suffix);
  if (type === 'summary') return ['', '_sum', '_count'].map((suffix) => name + suffix);
  return [name];
}

function readType(metric: ForeignMetric): MetricType {
  // Ours say it themselves, so that a process without metrics of others loads the registry of prom-client and no more.
  const told = findType(metric.type);
  if (told !== undefined) return told;
  const { Counter, Gauge, Histogram, Summary } = require('prom-client') as typeof PromClient;
  if (metric instanceof Counter) return 'counter';
  if (metric instanceof Gauge) return 'gauge';
  if (metric instanceof Histogram) return 'histogram';
  if (metric instanceof Summary) return 'summary';
  // Another copy of prom-client has classes of its own, under the same names.
  return findType(metric.constructor?.name) ?? 'untyped';
}

function findType(word: unknown): MetricType | undefined {
  const lower = typeof word === 'string' ? word.toLowerCase() : '';
  return metricTypes.find((type) => type === lower);
}
