import { ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { type Extras, extrasOf } from './extra-keys.js';
import type { StrictPropagator } from './strict-propagator.js';

/** How context comes in and goes out. */
export interface Propagation {
  /** Reads trace context, baggage and extra keys; what breaks the grammar is as good as absent. */
  extract(get: (key: string) => string | undefined): Context;
  /** Writes trace context, baggage and extra keys. */
  inject(context: Context, set: (key: string, value: string) => void): void;
  /** Returns the context with extra keys; those that are not listed, and values that may not travel, are left out. */
  withExtras(context: Context, extras: Extras): Context;
  /** The extra keys of a context, the active one by default. */
  extras(context?: Context): Extras | undefined;
}

type Get = (key: string) => string | undefined;
type Set = (key: string, value: string) => void;

const reader = { get: (read: Get, key: string) => read(key), keys: () => [] };
const writer = { set: (write: Set, key: string, value: string) => write(key, value) };

/** Returns the coming and going of context by a propagator. */
export function createPropagation(propagator: StrictPropagator, active: () => Context): Propagation {
  return {
    extract: (get) => propagator.extract(ROOT_CONTEXT, get, reader),
    inject: (context, set) => propagator.inject(context, set, writer),
    withExtras: (context, extras) =>
      propagator.extraKeys.add(context, (key) => (Object.hasOwn(extras, key) ? extras[key] : undefined)),
    extras: (context = active()) => extrasOf(context),
  };
}
