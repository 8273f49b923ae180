import type { Binding, Node, NodeOf } from './ast.js';
import { type Frame, type Run, SELF_SLOT, selfOf } from './frame.js';
import { Closure, type FunctionShape } from './function.js';
import { toJsonnetError } from './jsonnet-error.js';
import { suggestName } from './near-name.js';
import { outerFrame, type Address, type Scope } from './scope.js';
import type { Span } from './source.js';
import { Thunk } from './thunk.js';
import type { Lazy, Value } from './values.js';

/** Forces a slot and leaves the value there, so that the next look finds it ready. */
function forceSlot(frame: Frame, slot: number, span: Span): Value {
  const lazy = frame[slot] as Lazy;
  if (!(lazy instanceof Thunk)) return lazy;
  try {
    const value = lazy.force();
    frame[slot] = value;
    return value;
  } catch (caught) {
    throw toJsonnetError(caught).at(span);
  }
}

function findName(node: NodeOf<'variable'>, scope: Scope): Address | undefined {
  const address = scope.find(node.name);
  if (address || node.name === 'std') return address;
  throw scope.fail(`Unknown variable: ${node.name}${suggestName(node.name, scope.names)}`, node);
}

/** Compiles the mention of a name. */
export function compileVariable(node: NodeOf<'variable'>, scope: Scope): Run<Value> {
  const address = findName(node, scope);
  if (!address) return compileStd(scope);
  const { hops, slot } = address;
  const span = scope.span(node);
  if (hops === 0) return (frame) => forceSlot(frame, slot, span);
  if (hops === 1) return (frame) => forceSlot(frame[0] as Frame, slot, span);
  if (hops === 2) return (frame) => forceSlot((frame[0] as Frame)[0] as Frame, slot, span);
  return (frame) => forceSlot(outerFrame(frame, hops), slot, span);
}

/** Compiles the mention of a name that need not be forced yet. */
export function delayVariable(node: NodeOf<'variable'>, scope: Scope): Run<Lazy> {
  const address = findName(node, scope);
  if (!address) return compileStd(scope);
  const { hops, slot } = address;
  const run = compileVariable(node, scope);
  const site = { runtime: scope.unit.runtime, run, context: `thunk <${node.name}>`, span: scope.span(node) };
  // A slot may still be empty while the `local` that fills it runs; then the mention itself is delayed.
  return (frame) => (outerFrame(frame, hops)[slot] as Lazy | undefined) ?? new Thunk(site, frame);
}

function compileStd({ unit }: Scope): Run<Value> {
  let std: Value | undefined;
  return () => (std ??= unit.createStdObject());
}

function compileObjectAt(scope: Scope, depth: number): Run<Value> {
  const hops = scope.layout.depth - depth;
  if (hops === 0) return selfOf;
  if (hops === 1) return (frame) => (frame[0] as Frame)[SELF_SLOT] as Value;
  return (frame) => selfOf(outerFrame(frame, hops));
}

/** Compiles `self`; throws a static JsonnetError outside of an object. */
export function compileSelf(node: NodeOf<'self'>, scope: Scope): Run<Value> {
  if (scope.selfDepth === undefined) throw scope.fail("Can't use self outside of an object.", node);
  return compileObjectAt(scope, scope.selfDepth);
}

/** Compiles `$`; throws a static JsonnetError outside of an object. */
export function compileDollar(node: NodeOf<'dollar'>, scope: Scope): Run<Value> {
  if (scope.dollarDepth === undefined) throw scope.fail('No top-level object found.', node);
  return compileObjectAt(scope, scope.dollarDepth);
}

/** Declares the names of bindings that see each other, and returns what fills their slots. */
export function compileBindings(
  bindings: readonly Binding[],
  scope: Scope,
): ((frame: Frame) => void) | undefined {
  const slots = bindings.map((binding) => scope.declare(binding.name, binding, 'duplicate local var'));
  const delayed = bindings.map(({ name, value }) =>
    scope.unit.delay(nameObject(value, name), scope, `thunk <${name}>`),
  );
  const [slot] = slots;
  const [first] = delayed;
  if (slot === undefined || !first) return undefined;
  if (slots.length === 1) {
    return (frame) => {
      frame[slot] = undefined;
      frame[slot] = first(frame);
    };
  }
  return (frame) => {
    for (const each of slots) frame[each] = undefined;
    for (let i = 0; i < slots.length; i += 1) frame[slots[i] as number] = (delayed[i] as Run<Lazy>)(frame);
  };
}

/** Lets traces call an object by the variable that it was bound to. */
function nameObject(node: Node, name: string): Node {
  return node.kind === 'object' ? { ...node, name } : node;
}

/** Compiles `local x = e; body`. */
export function compileLocal(node: NodeOf<'local'>, scope: Scope, isTail: boolean): Run<Value> {
  const inner = scope.openBlock();
  const bind = compileBindings(node.bindings, inner);
  const body = scope.unit.compile(node.body, inner, isTail);
  return (frame) => {
    bind?.(frame);
    return body(frame);
  };
}

/** Compiles a function expression. */
export function compileFunction(node: NodeOf<'function'>, scope: Scope): Run<Value> {
  const { unit } = scope;
  const inner = scope.openFrame();
  for (const parameter of node.parameters)
    inner.declare(parameter.name, parameter, 'Duplicate function parameter');
  const parameters = node.parameters.map(({ name, fallback }) => ({
    name,
    fallback: fallback && delayDefault(fallback, inner, name),
  }));
  const shape: FunctionShape = {
    runtime: unit.runtime,
    parameters,
    layout: inner.layout,
    run: unit.compile(node.body, inner, true),
    context: `function <${node.name}>`,
    span: scope.span(node.body),
  };
  return (frame) => new Closure(shape, frame);
}

/** A default may mention parameters that are bound after it, so it is never evaluated on the spot. */
function delayDefault(node: Node, scope: Scope, name: string): Run<Lazy> {
  const { unit } = scope;
  const site = {
    runtime: unit.runtime,
    run: unit.compile(node, scope),
    context: `thunk <${name}>`,
    span: scope.span(node),
  };
  return (frame) => new Thunk(site, frame);
}
