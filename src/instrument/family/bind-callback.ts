import type { Telemetry } from '../../telemetry.js';

/**
 * Returns a callback that runs in the context that is active now, for clients that call back from wherever a reply
 * arrives. The context manager's own `bind` also copies the function's length, which costs more than all the rest.
 */
export function bindCallback<Args extends unknown[], Result>(
  { traces }: Telemetry,
  callback: (...args: Args) => Result,
): (...args: Args) => Result {
  const context = traces.active();
  return (...args) => traces.run(context, () => callback(...args));
}
