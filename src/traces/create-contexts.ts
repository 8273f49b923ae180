import {
  context,
  createContextKey,
  ROOT_CONTEXT,
  type Context,
  type ContextManager,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** Carries a context through everything asynchronous. */
export interface Contexts {
  active(): Context;
  /** Runs a function with a context active; what it throws is the caller's. */
  run<Result>(context: Context, fn: () => Result): Result;
  /** Returns the function, or the EventEmitter whose further listeners, bound to a context. */
  bind<Target extends object>(context: Context, target: Target): Target;
  /** Ends a manager of one's own; the one of the process stays, since others may share it. */
  release(): void;
  /** Takes a manager of one's own out of OTel's API and returns it, for the SDK to register. */
  handOver(): ContextManager | undefined;
}

/**
 * Returns the context manager of the process. Each AsyncLocalStorage costs every `await` (+53 ns on Node 20), so one that
 * is registered already is shared and no second one made.
 */
export function createContexts(registerGlobally: boolean): Contexts {
  if (hasGlobalManager()) {
    return {
      active: () => context.active(),
      run: (active, fn) => context.with(active, fn),
      bind: (active, fn) => context.bind(active, fn),
      release: () => {},
      handOver: () => undefined,
    };
  }
  const manager = new AsyncLocalStorageContextManager();
  const isRegistered = registerGlobally && context.setGlobalContextManager(manager);
  return {
    active: () => manager.active(),
    run: (active, fn) => manager.with(active, fn),
    bind: (active, fn) => manager.bind(active, fn),
    release: () => (isRegistered ? undefined : manager.disable()),
    handOver: () => {
      if (isRegistered) context.disable();
      return manager;
    },
  };
}

function hasGlobalManager(): boolean {
  const probe = createContextKey('tricord probe');
  return context.with(ROOT_CONTEXT.setValue(probe, true), () => context.active().getValue(probe) === true);
}
