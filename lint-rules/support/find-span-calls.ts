import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findOrigin, isOwnModule, type Origin } from './find-origin.js';
import { findVariable } from './find-variable.js';
import { findVariableSource } from './find-variable-source.js';
import { propertyName, unwrap } from './unwrap.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A call to a tracer or a span. */
export interface SpanCall {
  readonly node: TSESTree.CallExpression;
  readonly method: SpanMethod;
}

/** What a program tells tracers and spans by; `startOperation` is Tricord's. */
export type SpanMethod = (typeof tracerMethods)[number] | (typeof spanMethods)[number];

const tracerMethods = ['startSpan', 'startActiveSpan'] as const;
const spanMethods = ['setAttribute', 'setAttributes', 'addEvent', 'updateName'] as const;
const traces = /startSpan|startActiveSpan|setAttribute|addEvent|updateName/;
const traceModule = /^@opentelemetry\/(?:api|sdk-trace|sdk-node)/;

/** Calls `visit` for each call to a tracer or span of OpenTelemetry or Tricord, known by its making, type or name. */
export function findSpanCalls(
  sourceCode: SourceCode,
  visit: (call: SpanCall) => void,
): TSESLint.RuleListener {
  // Most files trace nothing; they cost one search.
  if (!traces.test(sourceCode.text)) return {};
  return {
    CallExpression(node) {
      const callee = unwrap(node.callee);
      const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
      if (callee.type !== 'MemberExpression' || method === undefined) return;
      const isTracing = isOneOf(tracerMethods, method) && isTracer(callee.object, sourceCode);
      if (isTracing || (isOneOf(spanMethods, method) && isSpan(callee.object, sourceCode)))
        visit({ node, method: method as SpanMethod });
    },
  };
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}

/** Says whether an expression is a tracer: made by `getTracer`, declared as one, or called one. */
export function isTracer(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  const origin = findOrigin(node, sourceCode);
  if (origin !== undefined && !isOwnModule(origin.module))
    return isOriginOf(origin, ['getTracer', 'Tracer'], 'tracer');
  return /tracer$/i.test(nameOf(node) ?? '');
}

/** Says whether an expression is a span: started by a tracer, handed to a callback of one, declared as one, or called one. */
function isSpan(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  const expression = unwrap(node);
  const origin = findOrigin(expression, sourceCode);
  const makers = ['startSpan', 'getActiveSpan', 'getSpan', 'Span'];
  if (origin !== undefined && !isOwnModule(origin.module)) return isOriginOf(origin, makers);
  if (expression.type === 'CallExpression') return isStartOf(expression, sourceCode);
  if (expression.type === 'Identifier') {
    const variable = findVariable(expression, sourceCode);
    const value = variable && findVariableSource(variable)?.value;
    if (value !== undefined) {
      const made = unwrap(value);
      return made.type === 'CallExpression' && isStartOf(made, sourceCode);
    }
    // A `span` that nothing of the page makes is no element of it.
    if (variable === undefined) return false;
  }
  return /^(?:span|[a-z]\w*Span)$/.test(nameOf(expression) ?? '');
}

function isStartOf({ callee }: TSESTree.CallExpression, sourceCode: SourceCode): boolean {
  const method = unwrap(callee);
  if (method.type !== 'MemberExpression' || propertyName(method) !== 'startSpan') return false;
  return isTracer(method.object, sourceCode);
}

function isOriginOf({ module, path }: Origin, makers: readonly string[], ofTelemetry?: string): boolean {
  if (traceModule.test(module)) return path.at(-1) === '()' && makers.includes(path.at(-2) ?? '');
  return module === 'tricord' && ofTelemetry !== undefined && path.at(-1) === ofTelemetry;
}

function nameOf(node: TSESTree.Node): string | undefined {
  const expression = unwrap(node);
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type === 'MemberExpression') return propertyName(expression);
  // `getTracer()` of a module of the project.
  return expression.type === 'CallExpression' ? nameOf(expression.callee) : undefined;
}

/** Returns the function that `startActiveSpan` hands the span to, when it is written there. */
export function findSpanCallback(
  node: TSESTree.CallExpression,
): TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression | undefined {
  const last = node.arguments.at(-1);
  const callback = last && unwrap(last);
  const isFunction = callback?.type === 'ArrowFunctionExpression' || callback?.type === 'FunctionExpression';
  return isFunction ? callback : undefined;
}
