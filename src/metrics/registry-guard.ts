import type { Metric, Registry } from 'prom-client';
import type { ForeignMetric } from './collect-foreign.js';
import type { Family } from './family.js';
import { metricsOf } from './metric-subject.js';

/** The registry's own way to take metrics in, for metrics that have been judged already. */
export interface RegistryGuard {
  add(family: Family): void;
  /** Returns the name under which a metric was registered; prom-client changes it when it renders OpenMetrics. */
  nameOf(metric: ForeignMetric): string;
}

/** What the guard asks before it lets a metric in. */
export interface RegistryGuardOptions {
  check(metric: ForeignMetric): readonly string[];
  /** Told the name of a metric that somebody else makes and that is let in. */
  admit(name: string): void;
  /** Throws in development. */
  refuse(name: string, problems: readonly string[]): void;
}

/**
 * Makes a registry refuse what breaks the conventions: metrics that are registered from now on or already were, and
 * default labels, which belong to the scrape.
 */
export function guardRegistry(
  registry: Registry,
  { check, admit, refuse }: RegistryGuardOptions,
): RegistryGuard {
  const register = registry.registerMetric.bind(registry);
  const names = new WeakMap<ForeignMetric, string>();
  const judge = (metric: ForeignMetric): boolean => {
    const problems = check(metric);
    if (problems.length > 0) {
      refuse(metric.name, problems);
      return false;
    }
    names.set(metric, metric.name);
    admit(metric.name);
    return true;
  };
  for (const metric of metricsOf(registry)) {
    if (!judge(metric)) registry.removeSingleMetric(metric.name);
  }
  registry.registerMetric = (metric: Metric) => {
    if (judge(metric as unknown as ForeignMetric)) register(metric);
  };
  registry.setDefaultLabels = () => {
    refuse('default labels', ['Labels that every metric carries are attached by the scrape.']);
  };
  return {
    add: (family) => register(family as unknown as Metric),
    nameOf: (metric) => names.get(metric) ?? metric.name,
  };
}
