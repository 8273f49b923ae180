import type { Registry } from 'prom-client';
import { checkDefinition, fullName } from '../catalog/define-metric.js';
import type { FrameworkMetric, MetricDefinition } from '../catalog/metric-definition.js';
import type { Conventions } from '../conventions.js';
import type { MetricType } from '../policies/index.js';
import { metricPolicies } from '../policies/metric-policies.js';
import { judge } from '../problem.js';
import type { ForeignMetric } from './collect-foreign.js';
import { metricsOf, occupiedNames, readSubject } from './metric-subject.js';

const legalName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** What a metric is judged against. */
export interface MetricCheck {
  readonly registry: Registry;
  readonly conventions: Conventions;
}

/** Returns why a declared metric cannot be used, in sentences; those of the framework are only checked for clashes. */
export function checkDeclared(
  metric: MetricDefinition | FrameworkMetric,
  type: MetricType,
  { registry, conventions }: MetricCheck,
): string[] {
  const name = fullName(metric, conventions);
  const problems =
    metric.origin === 'user' ? checkDefinition(metric, conventions).map(({ text }) => text) : [];
  if (metric.type !== type) problems.push(`It is declared as a ${metric.type} and used as a ${type}.`);
  return [...problems, ...checkName(name, type, metricsOf(registry))];
}

/** Returns why a metric made with prom-client cannot be on the page, in sentences. */
export function checkForeign(metric: ForeignMetric, { registry, conventions }: MetricCheck): string[] {
  const subject = readSubject(metric);
  const problems = judge(metricPolicies, subject, conventions).map(({ text }) => text);
  const { buckets } = metric as ForeignMetric & { buckets?: unknown };
  if (Array.isArray(buckets) && !isAscending(buckets)) {
    problems.push(`Its buckets \`${buckets.join(', ')}\` are not finite, ascending upper bounds.`);
  }
  const others = metricsOf(registry).filter((other) => other !== metric);
  return [...problems, ...checkName(subject.name, subject.type, others)];
}

function checkName(name: string, type: MetricType, others: readonly ForeignMetric[]): string[] {
  if (!legalName.test(name)) return [`\`${name}\` is not a name Prometheus can read.`];
  const wanted = occupiedNames(name, type);
  const other = others
    .map(readSubject)
    .find((subject) => occupiedNames(subject.name, subject.type).some((taken) => wanted.includes(taken)));
  return other === undefined ? [] : [`The ${other.type} \`${other.name}\` already occupies that name.`];
}

function isAscending(buckets: readonly unknown[]): boolean {
  return buckets.every(
    (bound, i) => Number.isFinite(bound) && (i === 0 || Number(bound) > Number(buckets[i - 1])),
  );
}
