import { callFunction, Closure, type JFunction } from '../function.js';
import type { Runtime } from '../runtime.js';
import { Thunk } from '../thunk.js';
import type { Lazy } from '../values.js';

/** Returns what makes delayed calls of a function; their place in the program is the function's body. */
export function delayCalls(runtime: Runtime, target: JFunction): (...given: Lazy[]) => Thunk {
  const span = target instanceof Closure ? target.shape.span : undefined;
  const site = {
    runtime,
    run: (given: readonly unknown[]) => callFunction(target, runtime, ...(given as readonly Lazy[])),
    context: 'thunk <array_element>',
    span,
  };
  return (...given) => new Thunk(site, given);
}
