import { createContextKey, type Context } from '@opentelemetry/api';
import type { Read, Write } from './span-formats.js';

/** Texts that travel with a request, by key. */
export type Extras = Readonly<Record<string, string>>;

/** A value is visible ASCII of at most 256 characters; anything else does not travel, so that no line or header can be forged. */
const value = /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/;

const extrasKey = createContextKey('tricord extras');

/** Returns the extra keys that a context carries. */
export function extrasOf(context: Context): Extras | undefined {
  return context.getValue(extrasKey) as Extras | undefined;
}

/** The keys that a service lets travel with its requests besides trace context: Ego's EXTRA_KEYS, as an allow-list. */
export class ExtraKeys {
  /** The headers; may change while requests run. */
  fields: readonly string[] = [];

  /** Returns the context with those of the texts whose key is listed and whose value may travel; others stay as they were. */
  add(context: Context, read: Read): Context {
    if (this.fields.length === 0) return context;
    let extras: Record<string, string> | undefined;
    for (const key of this.fields) {
      const text = read(key);
      if (typeof text === 'string' && value.test(text)) (extras ??= { ...extrasOf(context) })[key] = text;
    }
    return extras === undefined ? context : context.setValue(extrasKey, Object.freeze(extras));
  }

  /** Writes what a context carries. */
  write(context: Context, set: Write): void {
    const extras = this.fields.length === 0 ? undefined : extrasOf(context);
    for (const key in extras) set(key, extras[key] as string);
  }
}
