import { type ConventionOverrides, type Conventions, resolveConventions } from '../conventions.js';
import { TricordError } from '../errors.js';
import type { MetricSubject } from '../policies/index.js';
import { metricPolicies } from '../policies/metric-policies.js';
import { judge, type Problem } from '../problem.js';
import type { CheckedName, FrameworkMetric, LabelSpecs, MetricDefinition } from './metric-definition.js';

/** Upper bounds, in seconds, of the Go client's default buckets, which the Go services beside ours use. */
export const defaultBuckets: readonly number[] = Object.freeze([
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]);

/** What a service writes down to declare a metric. */
export interface MetricDeclaration<Name, Labels extends LabelSpecs> {
  readonly name: Name;
  /** One sentence; it becomes the help text, the panel description and a row of the docs. */
  readonly help: string;
  /** Label name → its closed list of values, or `{ budget }` for an open label. */
  readonly labels?: Labels;
}

/** The three functions that declare metrics under one set of conventions. */
export interface Definers<Prefix extends string> {
  defineCounter<const Name extends string, const Labels extends LabelSpecs = {}>(
    declaration: MetricDeclaration<Name & CheckedName<Name, 'counter', Prefix>, Labels>,
  ): MetricDefinition<'counter', Name, Labels>;
  defineGauge<const Name extends string, const Labels extends LabelSpecs = {}>(
    declaration: MetricDeclaration<Name & CheckedName<Name, 'gauge', Prefix>, Labels>,
  ): MetricDefinition<'gauge', Name, Labels>;
  defineHistogram<const Name extends string, const Labels extends LabelSpecs = {}>(
    declaration: MetricDeclaration<Name & CheckedName<Name, 'histogram', Prefix>, Labels> & {
      readonly buckets?: readonly number[];
    },
  ): MetricDefinition<'histogram', Name, Labels>;
}

/** Returns the functions that declare metrics for a team whose prefix or suffixes differ from the defaults. */
export function createDefiners<const Prefix extends string = 'custom_'>(
  overrides: ConventionOverrides & { readonly userPrefix?: Prefix } = {},
): Definers<Prefix> {
  const conventions = resolveConventions(overrides);
  const define = (type: MetricDefinition['type']) => (declaration: MetricDeclaration<string, LabelSpecs>) =>
    defineMetric(type, declaration, conventions);
  return {
    defineCounter: define('counter'),
    defineGauge: define('gauge'),
    defineHistogram: define('histogram'),
  } as unknown as Definers<Prefix>;
}

const standard = createDefiners();

/**
 * Declares a counter of the service's own. A name without `custom_` or `_total` does not compile, and outside production
 * a declaration that breaks the conventions throws `TRI_CATALOG_INVALID_METRIC`; in production it is refused when used.
 */
export const defineCounter = standard.defineCounter;

/** Declares a gauge of the service's own, as `defineCounter` does; a `_info` gauge is always 1. */
export const defineGauge = standard.defineGauge;

/** Declares a histogram of the service's own, as `defineCounter` does; the default `buckets` suit seconds. */
export const defineHistogram = standard.defineHistogram;

/** Declares a metric of the framework; its name gets the namespace only when it is used. */
export function defineFrameworkMetric<const Metric extends Omit<FrameworkMetric, 'origin'>>(
  metric: Metric,
): Readonly<Metric & { origin: 'framework' }> {
  const definition = Object.freeze({ ...metric, origin: 'framework' as const });
  assertFollows(definition, resolveConventions());
  return definition;
}

/** Returns the full name of a metric: those of the framework get the namespace of the conventions. */
export function fullName(metric: MetricDefinition | FrameworkMetric, conventions: Conventions): string {
  return metric.origin === 'framework' ? `${conventions.namespace}_${metric.name}` : metric.name;
}

/** Returns what the policies say of a definition, without what it waives. */
export function checkDefinition(
  metric: MetricDefinition | FrameworkMetric,
  conventions: Conventions,
): Problem[] {
  const subject: MetricSubject = {
    name: fullName(metric, conventions),
    type: metric.type,
    help: metric.help,
    labels: Object.keys(metric.labels),
    origin: metric.origin,
  };
  const waived = metric.origin === 'framework' ? (metric.waive ?? {}) : {};
  return judge(metricPolicies, subject, conventions).filter(
    (problem) => !Object.hasOwn(waived, problem.policy),
  );
}

function defineMetric(
  type: MetricDefinition['type'],
  declaration: MetricDeclaration<string, LabelSpecs> & { readonly buckets?: readonly number[] },
  conventions: Conventions,
): MetricDefinition {
  const { name, help, labels = {}, buckets = defaultBuckets } = declaration;
  const definition: MetricDefinition = Object.freeze({
    kind: 'tricord.metric',
    origin: 'user',
    type,
    name: String(name),
    help: String(help ?? ''),
    labels: Object.freeze({ ...labels }),
    ...(type === 'histogram' ? { buckets: Object.freeze([...buckets]) } : {}),
  });
  assertBuckets(definition);
  if (process.env['NODE_ENV'] !== 'production') assertFollows(definition, conventions);
  return definition;
}

function assertBuckets({ name, buckets = [] }: MetricDefinition): void {
  const ascending = buckets.every(
    (bound, i) => Number.isFinite(bound) && bound > (buckets[i - 1] ?? -Infinity),
  );
  if (ascending) return;
  const problems = `its buckets \`${buckets.join(', ')}\` are not finite, ascending upper bounds.`;
  throw new TricordError('TRI_CATALOG_INVALID_METRIC', { name, problems });
}

/** Throws `TRI_CATALOG_INVALID_METRIC` when a metric breaks conventions. */
export function assertFollows(metric: MetricDefinition | FrameworkMetric, conventions: Conventions): void {
  const problems = checkDefinition(metric, conventions);
  if (problems.length === 0) return;
  const text = problems.map((problem) => problem.text).join(' ');
  throw new TricordError('TRI_CATALOG_INVALID_METRIC', {
    name: fullName(metric, conventions),
    problems: text,
  });
}
