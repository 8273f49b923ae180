import { createFrame, type Frame, type Layout, type Run } from './frame.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import { Native } from './native.js';
import type { Runtime } from './runtime.js';
import type { Span } from './source.js';
import type { Lazy, Value } from './values.js';

/** What all closures of one function expression have in common. */
export interface FunctionShape {
  readonly runtime: Runtime;
  readonly parameters: readonly { readonly name: string; readonly fallback: Run<Lazy> | undefined }[];
  readonly layout: Layout;
  readonly run: Run<Value | TailCall>;
  readonly context: string;
  readonly span: Span;
}

/** A function written in jsonnet. */
export class Closure {
  readonly shape: FunctionShape;
  readonly outer: Frame;

  constructor(shape: FunctionShape, outer: Frame) {
    this.shape = shape;
    this.outer = outer;
  }

  /** Tells functions from objects and arrays. */
  get type(): 'function' {
    return 'function';
  }
}

/** A function of either sort. */
export type JFunction = Closure | Native;

/** A `tailstrict` call in tail position, handed to the caller's loop so that it needs no stack. */
export class TailCall {
  readonly target: Closure;
  readonly frame: Frame;

  constructor(target: Closure, frame: Frame) {
    this.target = target;
    this.frame = frame;
  }
}

/** The arguments of a call. */
export interface Arguments {
  readonly positional: readonly Lazy[];
  readonly named?: ReadonlyMap<string, Lazy> | undefined;
}

/** Calls a function with positional arguments; throws a JsonnetError. */
export function callFunction(target: JFunction, runtime: Runtime, ...positional: Lazy[]): Value {
  return applyFunction(target, { positional }, runtime);
}

/** Calls a function; throws a JsonnetError. */
export function applyFunction(target: JFunction, given: Arguments, runtime: Runtime): Value {
  if (target instanceof Native) return target.call(runtime, bindArguments(target.parameters, given));
  return runClosure(target, bindFrame(target, given));
}

/** Runs a closure whose frame is filled, following tail calls; throws a JsonnetError. */
export function runClosure(target: Closure, frame: Frame): Value {
  let { shape } = target;
  const { runtime } = shape;
  runtime.enter();
  try {
    let result = shape.run(frame);
    while (result instanceof TailCall) {
      runtime.spend(1);
      shape = result.target.shape;
      result = shape.run(result.frame);
    }
    runtime.leave();
    return result;
  } catch (caught) {
    throw toJsonnetError(caught).within(shape.context);
  }
}

/**
 * Returns the frame a closure runs in: arguments, then the defaults of what was not given; throws a
 * JsonnetError.
 */
export function bindFrame(target: Closure, given: Arguments): Frame {
  const { parameters, layout } = target.shape;
  const frame = createFrame(layout, target.outer);
  if (given.named === undefined && given.positional.length === parameters.length) {
    for (let i = 0; i < parameters.length; i += 1) frame[i + 1] = given.positional[i];
    return frame;
  }
  const bound = bindArguments(parameters, given);
  for (const [i, { name, fallback }] of parameters.entries()) {
    if (bound[i] === undefined && !fallback)
      throw new JsonnetError(`function parameter ${name} not bound in call.`);
    frame[i + 1] = bound[i] === undefined ? fallback?.(frame) : bound[i];
  }
  return frame;
}

function bindArguments(
  parameters: readonly { readonly name: string }[],
  given: Arguments,
): (Lazy | undefined)[] {
  const { positional, named } = given;
  if (positional.length > parameters.length) {
    throw new JsonnetError(`too many args, function has ${parameters.length} parameter(s)`);
  }
  const bound: (Lazy | undefined)[] = parameters.map((_, i) => positional[i]);
  for (const [name, value] of named ?? []) {
    const at = parameters.findIndex((parameter) => parameter.name === name);
    if (at === -1) throw new JsonnetError(`function has no parameter ${name}`);
    if (bound[at] !== undefined) throw new JsonnetError(`binding parameter a second time: ${name}`);
    bound[at] = value;
  }
  return bound;
}
