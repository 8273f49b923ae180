import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { type Conventions, resolveConventions } from '../../src/conventions.js';
import type { MetricType } from '../../src/policies/index.js';
import { findOrigin, type Origin } from './find-origin.js';
import { findProperty, type PropertyFinding } from './find-property.js';
import { type Context, type Project, readProject } from './read-project.js';
import { readOverrides } from './read-overrides.js';

/** The libraries whose metrics this plugin knows. */
export type MetricLibrary = 'tricord' | 'prom-client' | 'opentelemetry';

/** A place in the code where a metric is made. */
export interface MetricSite {
  readonly library: MetricLibrary;
  readonly type: MetricType;
  readonly node: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly name: PropertyFinding;
  readonly help: PropertyFinding;
  /** Unit of an OpenTelemetry instrument. */
  readonly unit: PropertyFinding;
  /** Labels as they are declared: an object with `define*`, a list with prom-client. */
  readonly labels: PropertyFinding;
  /** Registries of a prom-client metric. */
  readonly registers: PropertyFinding;
  /** The conventions it is judged by; absent when they are made elsewhere and cannot be seen. */
  readonly conventions?: Conventions;
}

type Made = TSESTree.CallExpression | TSESTree.NewExpression;

export const promClients = ['prom-client', '@prometheus-io/client'];
export const otelModules = ['@opentelemetry/api', '@opentelemetry/sdk-metrics'];
export const promTypes = new Map<string, MetricType>([
  ['Counter', 'counter'],
  ['Gauge', 'gauge'],
  ['Histogram', 'histogram'],
  ['Summary', 'summary'],
]);
export const defineTypes = new Map<string, MetricType>([
  ['defineCounter', 'counter'],
  ['defineGauge', 'gauge'],
  ['defineHistogram', 'histogram'],
]);
export const meterTypes = new Map<string, MetricType>([
  ['createCounter', 'counter'],
  ['createObservableCounter', 'counter'],
  ['createGauge', 'gauge'],
  ['createObservableGauge', 'gauge'],
  ['createUpDownCounter', 'gauge'],
  ['createObservableUpDownCounter', 'gauge'],
  ['createHistogram', 'histogram'],
]);

/** Calls `visit` for every metric that one of the given libraries makes in the file, however it was imported. */
export function findMetricDefinitions(
  context: Context,
  libraries: readonly MetricLibrary[],
  visit: (site: MetricSite) => void,
): TSESLint.RuleListener {
  const project = readProject(context);
  // Most files make no metric; they cost one search per module name.
  if (!mentionsMetrics(context, project)) return {};
  const inspect = (node: Made): void => {
    const site = describeMetric(node, { project, sourceCode: context.sourceCode });
    if (site !== undefined && libraries.includes(site.library)) visit(site);
  };
  return { CallExpression: inspect, NewExpression: inspect };
}

/** Says whether a file names a library that makes metrics. */
export function mentionsMetrics({ sourceCode }: Context, { definers }: Project): boolean {
  const modules = ['tricord', ...promClients, ...otelModules, ...definers];
  return modules.some((module) => sourceCode.text.includes(module));
}

export interface Surroundings {
  readonly project: Project;
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
}

/** Describes the metric that an expression makes; undefined when it makes none. */
export function describeMetric(node: Made, surroundings: Surroundings): MetricSite | undefined {
  const { project, sourceCode } = surroundings;
  const origin = findOrigin(node.callee, sourceCode);
  if (origin === undefined) return undefined;
  const { module, path } = origin;
  const last = path.at(-1) ?? '';
  if (node.type === 'NewExpression') {
    const type = promClients.includes(module) && path.length === 1 ? promTypes.get(last) : undefined;
    return type && describeClass(node, type, surroundings);
  }
  const isDefiner = module === 'tricord' || project.definers.includes(module);
  const definedType = isDefiner ? defineTypes.get(last) : undefined;
  if (definedType !== undefined) return describeDefinition(node, definedType, { ...surroundings, origin });
  const isMeter = path.includes('getMeter') || path.at(-3) === 'Meter';
  const type = otelModules.includes(module) && isMeter ? meterTypes.get(last) : undefined;
  return type && describeInstrument(node, type, surroundings);
}

function describeClass(
  node: TSESTree.NewExpression,
  type: MetricType,
  { project, sourceCode }: Surroundings,
): MetricSite {
  const read = (key: string): PropertyFinding => findProperty(node.arguments[0], key, sourceCode);
  const { conventions } = project;
  return {
    ...{ library: 'prom-client', type, node, unit: 'absent' },
    ...{ name: read('name'), help: read('help'), labels: read('labelNames'), registers: read('registers') },
    ...(conventions && { conventions }),
  };
}

function describeDefinition(
  node: TSESTree.CallExpression,
  type: MetricType,
  surroundings: Surroundings & { readonly origin: Origin },
): MetricSite {
  const read = (key: string): PropertyFinding =>
    findProperty(node.arguments[0], key, surroundings.sourceCode);
  const conventions = conventionsOf(surroundings);
  return {
    ...{ library: 'tricord', type, node, unit: 'absent', registers: 'absent' },
    ...{ name: read('name'), help: read('help'), labels: read('labels') },
    ...(conventions && { conventions }),
  };
}

function describeInstrument(
  node: TSESTree.CallExpression,
  type: MetricType,
  { project: { conventions }, sourceCode }: Surroundings,
): MetricSite {
  const [name, options] = node.arguments;
  const read = (key: string): PropertyFinding =>
    options === undefined ? 'absent' : findProperty(options, key, sourceCode);
  return {
    ...{ library: 'opentelemetry', type, node, labels: 'unseen', registers: 'absent' },
    name: name === undefined || name.type === 'SpreadElement' ? 'unseen' : name,
    ...{ help: read('description'), unit: read('unit') },
    ...(conventions && { conventions }),
  };
}

/** `createDefiners(overrides)` brings its own conventions; where they cannot be read, the project's have to be stated. */
function conventionsOf({
  origin,
  project,
  sourceCode,
}: Surroundings & { readonly origin: Origin }): Conventions | undefined {
  if (!origin.path.includes('createDefiners')) return project.conventions;
  const overrides = readOverrides(origin.call?.arguments[0], sourceCode);
  if (overrides !== 'unseen') return resolveConventions(overrides);
  return project.hasConventions ? project.conventions : undefined;
}
