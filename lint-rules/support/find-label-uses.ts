import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import {
  describeMetric,
  type MetricSite,
  meterTypes,
  otelModules,
  promClients,
  promTypes,
  type Surroundings,
} from './find-metric-definitions.js';
import { findOrigin, isOwnModule, type Origin } from './find-origin.js';
import { listLabelNames } from './find-labels.js';
import { findObject, findProperty } from './find-property.js';
import { type Context, readProject } from './read-project.js';
import { propertyName, unwrap } from './unwrap.js';

/** A label that is given a value where a metric is used. */
export interface LabelUse {
  readonly label: string;
  /** The key, or the value where labels are given by their place. */
  readonly key: TSESTree.Node;
  readonly value: TSESTree.Node;
  /** The expression the metric stands in. */
  readonly metric: TSESTree.Node;
  /** Where the metric is made, when that is in this file. */
  readonly site?: MetricSite;
  readonly library: 'prometheus' | 'opentelemetry';
}

/** Method → where its labels are, counted from 0. */
const promMethods = new Map([
  ...['inc', 'dec', 'set', 'observe', 'startTimer', 'timer', 'labels', 'with'].map(
    (name) => [name, 0] as const,
  ),
]);
const otelMethods = new Map([
  ['add', 1],
  ['record', 1],
  ['observe', 1],
]);
const measuring = ['inc', 'dec', 'set', 'observe', 'startTimer', 'timer'];

/** Calls `visit` for every label that a metric is given, where it certainly is a metric, by its making or by its use. */
export function findLabelUses(context: Context, visit: (use: LabelUse) => void): TSESLint.RuleListener {
  const surroundings = { project: readProject(context), sourceCode: context.sourceCode };
  const hasTimers = context.sourceCode.text.includes('startTimer');
  return {
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && !hasTimers) return;
      const found = findUse(node, surroundings);
      if (found === undefined) return;
      for (const use of readLabels(node, found, surroundings)) visit(use);
    },
  };
}

interface Found {
  readonly metric: TSESTree.Node;
  readonly library: LabelUse['library'];
  readonly position: number;
  readonly method: string;
}

function findUse(node: TSESTree.CallExpression, { sourceCode }: Surroundings): Found | undefined {
  const callee = unwrap(node.callee);
  if (node.arguments.length === 0) return undefined;
  if (callee.type === 'Identifier') return findTimerEnd(callee, sourceCode);
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || method === undefined) return undefined;
  const prom = promMethods.get(method);
  const otel = otelMethods.get(method);
  if (prom === undefined && otel === undefined) return undefined;
  const metric = callee.object;
  const origin = findOrigin(metric, sourceCode);
  if (prom !== undefined && isPromMetric(origin))
    return { metric, library: 'prometheus', position: prom, method };
  if (otel !== undefined && isInstrument(origin))
    return { metric, library: 'opentelemetry', position: otel, method };
  const isUnseen = origin === undefined || isOwnModule(origin.module);
  return prom !== undefined && isUnseen && isUsedLikeMetric(node, method)
    ? { metric, library: 'prometheus', position: 0, method }
    : undefined;
}

/** `const end = histogram.startTimer(); end({ … })` */
function findTimerEnd(
  callee: TSESTree.Identifier,
  sourceCode: Surroundings['sourceCode'],
): Found | undefined {
  const origin = findOrigin(callee, sourceCode);
  if (origin?.path.at(-2) !== 'startTimer' || !promClients.includes(origin.module)) return undefined;
  return { metric: callee, library: 'prometheus', position: 0, method: 'startTimer' };
}

function isPromMetric(origin: Origin | undefined): boolean {
  if (origin === undefined) return false;
  const { module, path } = origin;
  if (promClients.includes(module)) return promTypes.has(path[0] ?? '') && path[1] === '()';
  const isHandle = ['counter', 'gauge', 'histogram'].includes(path[path.lastIndexOf('metrics') + 1] ?? '');
  return (module === 'tricord' || isOwnModule(module)) && path.includes('metrics') && isHandle;
}

function isInstrument(origin: Origin | undefined): boolean {
  if (origin === undefined || !otelModules.includes(origin.module)) return false;
  const maker = origin.path.at(-2) ?? '';
  const type = maker.replace(/^Observable/, '').replace(/^UpDown/, '');
  return meterTypes.has(maker) || ['Counter', 'Gauge', 'Histogram', 'Result'].includes(type);
}

/** A metric of another module of the project: nothing else is told to `inc({ … })` or `observe({ … }, seconds)`. */
function isUsedLikeMetric(node: TSESTree.CallExpression, method: string): boolean {
  const [first, second] = node.arguments;
  const isObject = first !== undefined && unwrap(first).type === 'ObjectExpression';
  if (method === 'labels' || method === 'with')
    return isMeasuredNext(node) && (isObject || method === 'labels');
  if (!isObject) return false;
  return method === 'set' || method === 'observe' ? second !== undefined : method !== 'timer';
}

function isMeasuredNext({ parent }: TSESTree.CallExpression): boolean {
  return parent.type === 'MemberExpression' && measuring.includes(propertyName(parent) ?? '');
}

function readLabels(node: TSESTree.CallExpression, found: Found, surroundings: Surroundings): LabelUse[] {
  const { metric, library, position, method } = found;
  const { sourceCode } = surroundings;
  const argument = node.arguments[position];
  if (argument === undefined || argument.type === 'SpreadElement') return [];
  const site = findSite(metric, surroundings);
  const shared = { metric, library, ...(site && { site }) };
  const object = findLabelObject(argument, sourceCode);
  if (object === undefined)
    return method === 'labels' ? readPlaces(node.arguments, { shared, sourceCode }) : [];
  return object.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const label = propertyName(property);
    return label === undefined ? [] : [{ ...shared, label, key: property.key, value: property.value }];
  });
}

/** With exemplars on, prom-client takes `{ labels, value, exemplarLabels }`. */
function findLabelObject(
  argument: TSESTree.Node,
  sourceCode: Surroundings['sourceCode'],
): TSESTree.ObjectExpression | undefined {
  const isExemplar = findProperty(argument, 'exemplarLabels', sourceCode);
  if (typeof isExemplar === 'string') return findObject(argument, sourceCode);
  const labels = findProperty(argument, 'labels', sourceCode);
  return typeof labels === 'string' ? undefined : findObject(labels, sourceCode);
}

type Shared = Pick<LabelUse, 'metric' | 'library' | 'site'>;

/** `labels('GET', path)`: names are known by the place where the metric is made. */
function readPlaces(
  values: TSESTree.CallExpression['arguments'],
  { shared, sourceCode }: { shared: Shared; sourceCode: Surroundings['sourceCode'] },
): LabelUse[] {
  const names = listLabelNames(shared.site, sourceCode);
  if (values.some(({ type }) => type === 'SpreadElement')) return [];
  return values.map((value, i) => ({ ...shared, label: names?.[i] ?? `#${i + 1}`, key: value, value }));
}

/** The making of a metric that is used: `new Counter(…)`, or what `metrics.counter(defineCounter(…))` was given. */
function findSite(metric: TSESTree.Node, surroundings: Surroundings): MetricSite | undefined {
  const expression = unwrap(metric);
  if (expression.type === 'CallExpression') {
    const callee = unwrap(expression.callee);
    const isBound =
      callee.type === 'MemberExpression' && ['labels', 'with'].includes(propertyName(callee) ?? '');
    if (isBound) return findSite(callee.object, surroundings);
  }
  const call = findOrigin(expression, surroundings.sourceCode)?.call;
  if (call === undefined) return undefined;
  const site = describeMetric(call, surroundings);
  const [definition] = call.arguments;
  if (site !== undefined || definition === undefined) return site;
  const inner = findOrigin(definition, surroundings.sourceCode)?.call;
  return inner && describeMetric(inner, surroundings);
}
