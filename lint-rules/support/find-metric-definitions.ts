import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { type Conventions, resolveConventions } from '../../src/conventions.js';
import type { MetricType } from '../../src/policies/index.js';
import { findOrigin, type Origin } from './find-origin.js';
import { findProperty, type PropertyFinding } from './find-property.js';
import { type ParsedSettings, parseSettings } from './parse-settings.js';
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
  /** Labels as they are declared: an object with `define*`, a list with prom-client. */
  readonly labels: PropertyFinding;
  /** Registries of a prom-client metric. */
  readonly registers: PropertyFinding;
  /** The conventions it is judged by; absent when they are made elsewhere and cannot be seen. */
  readonly conventions?: Conventions;
}

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;
type Made = TSESTree.CallExpression | TSESTree.NewExpression;

const promClients = ['prom-client', '@prometheus-io/client'];
const otelModules = ['@opentelemetry/api', '@opentelemetry/sdk-metrics'];
const promTypes = new Map<string, MetricType>([
  ['Counter', 'counter'],
  ['Gauge', 'gauge'],
  ['Histogram', 'histogram'],
  ['Summary', 'summary'],
]);
const defineTypes = new Map<string, MetricType>([
  ['defineCounter', 'counter'],
  ['defineGauge', 'gauge'],
  ['defineHistogram', 'histogram'],
]);
const meterTypes = new Map<string, MetricType>([
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
  const settings = parseSettings(context.settings);
  const modules = ['tricord', ...promClients, ...otelModules, ...settings.definers];
  // Most files make no metric; they cost one search per module name.
  if (!modules.some((module) => context.sourceCode.text.includes(module))) return {};
  const inspect = (node: Made): void => {
    const origin = findOrigin(node.callee, context.sourceCode);
    const site = origin && describeSite(node, origin, { settings, sourceCode: context.sourceCode });
    if (site !== undefined && libraries.includes(site.library)) visit(site);
  };
  return { CallExpression: inspect, NewExpression: inspect };
}

interface Surroundings {
  readonly settings: ParsedSettings;
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
}

function describeSite(node: Made, origin: Origin, surroundings: Surroundings): MetricSite | undefined {
  const { module, path } = origin;
  const { settings, sourceCode } = surroundings;
  const last = path.at(-1) ?? '';
  const [first, second] = node.arguments;
  const read = (key: string): PropertyFinding => findProperty(first, key, sourceCode);
  const promType = promClients.includes(module) && path.length === 1 ? promTypes.get(last) : undefined;
  if (promType !== undefined && node.type === 'NewExpression') {
    const made = { library: 'prom-client', type: promType, node, conventions: settings.conventions } as const;
    const labels = read('labelNames');
    return { ...made, name: read('name'), help: read('help'), labels, registers: read('registers') };
  }
  const definedType = isDefiner(module, settings) ? defineTypes.get(last) : undefined;
  if (definedType !== undefined && node.type === 'CallExpression') {
    const made = { library: 'tricord', type: definedType, node, registers: 'absent' } as const;
    const conventions = conventionsOf(origin, surroundings);
    const judged = { ...made, name: read('name'), help: read('help'), labels: read('labels') };
    return conventions === undefined ? judged : { ...judged, conventions };
  }
  const meterType =
    otelModules.includes(module) && path.includes('getMeter') ? meterTypes.get(last) : undefined;
  if (meterType === undefined || node.type !== 'CallExpression') return undefined;
  const help = second === undefined ? 'absent' : findProperty(second, 'description', sourceCode);
  const name = first === undefined || first.type === 'SpreadElement' ? 'unseen' : first;
  return {
    library: 'opentelemetry',
    type: meterType,
    node,
    name,
    help,
    labels: 'unseen',
    registers: 'absent',
  };
}

function isDefiner(module: string, settings: ParsedSettings): boolean {
  return module === 'tricord' || settings.definers.includes(module);
}

/** `createDefiners(overrides)` brings its own conventions; where they cannot be read, the project's have to be stated. */
function conventionsOf(origin: Origin, { settings, sourceCode }: Surroundings): Conventions | undefined {
  if (!origin.path.includes('createDefiners')) return settings.conventions;
  const overrides = readOverrides(origin.call?.arguments[0], sourceCode);
  if (overrides !== 'unseen') return resolveConventions(overrides);
  return settings.hasConventions ? settings.conventions : undefined;
}
