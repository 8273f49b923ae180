import { types } from 'node:util';
import { describeError, isError } from './describe-error.js';
import type { FieldKeys } from './field-keys.js';
import { redacted } from './redact-assignments.js';
import type { RenderText } from './render-text.js';

/** How much of what a caller passes is printed. */
export interface ValueLimits {
  /** UTF-16 units of one string. */
  readonly stringUnits: number;
  readonly depth: number;
  /** Members of one object, array, Map or Set. */
  readonly width: number;
  /** Values of one line. */
  readonly values: number;
  /** UTF-16 units of all values of one line together. */
  readonly lineUnits: number;
}

/** What a writer needs of the logger it writes for. */
export interface ValueContext {
  readonly keys: FieldKeys;
  readonly renderText: RenderText;
}

const redactedText = `"${redacted}"`;
const unreadable = '"[unreadable]"';
const beyondNumbers = 10n ** 60n;

/**
 * Writes the values of one line as JSON. Whatever they are, it neither throws nor runs on: a getter, Proxy or `toJSON`
 * that throws gives `[unreadable]`, and depth, width, cycles and the line as a whole are bounded.
 */
export class ValueWriter {
  readonly #context: ValueContext;
  readonly #limits: ValueLimits;
  #ancestors: object[] | undefined;
  #values = 0;
  #units = 0;

  constructor(context: ValueContext, limits: ValueLimits) {
    this.#context = context;
    this.#limits = limits;
  }

  /** Whether a further value still fits. */
  get isFull(): boolean {
    return this.#values >= this.#limits.values || this.#units >= this.#limits.lineUnits;
  }

  /** Renders a value; `undefined` says that it has none in JSON and is left out. */
  value(value: unknown): string | undefined {
    this.#values++;
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'number':
        return renderNumber(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'undefined':
        return undefined;
      case 'bigint':
        return renderBigInt(value);
      case 'symbol':
        return this.text(value.toString());
      default:
        return value === null ? 'null' : this.#guarded(value as object);
    }
  }

  /** Renders a text, redacted and cut. */
  text(text: string): string {
    const { stringUnits, lineUnits } = this.#limits;
    const limit = Math.max(64, Math.min(stringUnits, lineUnits - this.#units));
    const quoted = this.#context.renderText(text, limit);
    this.#units += quoted.length;
    return quoted;
  }

  /** Counts units that were rendered elsewhere. */
  count(units: number): void {
    this.#values++;
    this.#units += units;
  }

  /** Renders the member of an object, `[unreadable]` when reading it throws. */
  member(owner: object, key: string, isSecret: boolean): string | undefined {
    try {
      const value = (owner as Record<string, unknown>)[key];
      return isSecret && typeof value !== 'boolean' && value !== null && value !== undefined
        ? redactedText
        : this.value(value);
    } catch {
      return unreadable;
    }
  }

  #guarded(value: object): string | undefined {
    const ancestors = (this.#ancestors ??= []);
    const depth = ancestors.length;
    try {
      if (typeof value === 'function') return this.text(`[function ${String(value.name)}]`);
      if (ancestors.includes(value)) return '"[circular]"';
      if (depth >= this.#limits.depth || this.isFull) return '"[…]"';
      ancestors.push(value);
      return this.#object(value);
    } catch {
      return unreadable;
    } finally {
      ancestors.length = depth;
    }
  }

  #object(value: object): string | undefined {
    if (Array.isArray(value)) return this.#list(value, value.length);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      const special = this.#special(value);
      if (special !== undefined) return special;
    }
    const toJson = (value as { toJSON?: unknown }).toJSON;
    if (typeof toJson === 'function') {
      const json: unknown = toJson.call(value, '');
      if (json !== value) return this.value(json);
    }
    return this.#members(value);
  }

  #special(value: object): string | undefined {
    if (types.isDate(value)) return this.#date(value);
    if (isError(value)) return this.#members(describeError(value));
    if (types.isMap(value)) return this.#map(value);
    if (types.isSet(value)) return this.#list([...takeFirst(value, this.#limits.width)], value.size);
    if (ArrayBuffer.isView(value)) return this.text(`[${nameOf(value)} of ${value.byteLength} bytes]`);
    if (types.isAnyArrayBuffer(value)) return this.text(`[ArrayBuffer of ${value.byteLength} bytes]`);
    if (types.isBoxedPrimitive(value)) return this.value(value.valueOf());
    if (types.isRegExp(value)) return this.text(String(value));
    if (types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value)) {
      return this.text(`[${nameOf(value)}]`);
    }
    return undefined;
  }

  #date(value: Date): string {
    const time = Date.prototype.getTime.call(value);
    return Number.isNaN(time) ? 'null' : `"${new Date(time).toISOString()}"`;
  }

  #list(items: readonly unknown[], size: number): string {
    const shown = Math.min(size, items.length, this.#limits.width);
    let out = '';
    let index = 0;
    for (; index < shown && !this.isFull; index++) out += `,${this.#item(items, index)}`;
    if (size > index) out += `,"… ${size - index} more"`;
    return `[${out.slice(1)}]`;
  }

  /** Node's raw headers and entries of a Map are name, value, name, value: a secret name hides what follows it. */
  #item(items: readonly unknown[], index: number): string {
    const value = items[index];
    const name = index % 2 === 1 && items.length % 2 === 0 ? items[index - 1] : undefined;
    const followsSecret =
      typeof name === 'string' && typeof value === 'string' && this.#context.keys.isSecret(name);
    return followsSecret ? redactedText : (this.value(value) ?? 'null');
  }

  #map(map: ReadonlyMap<unknown, unknown>): string {
    const entries = [...takeFirst(map, this.#limits.width)];
    if (!entries.every(([key]) => typeof key === 'string')) return this.#list(entries, map.size);
    const members = Object.create(null) as Record<string, unknown>;
    for (const [key, value] of entries) members[key as string] = value;
    return this.#members(members, map.size);
  }

  #members(owner: object, size?: number): string {
    const names = Object.keys(owner);
    const { keys } = this.#context;
    const isNamedSecret = this.#isNamedSecret(owner, names);
    let out = '';
    let index = 0;
    for (; index < names.length && index < this.#limits.width && !this.isFull; index++) {
      const name = names[index] as string;
      const key = keys.of(name, index);
      const json = this.member(owner, name, key.isSecret || (isNamedSecret && name === 'value'));
      if (json === undefined) continue;
      out += key.nested + json;
      this.#units += key.nested.length;
    }
    const more = (size ?? names.length) - index;
    if (more > 0) out += `,"…":"${more} more"`;
    return `{${out.slice(1)}}`;
  }

  /** Forms and recorded headers are lists of `{ name: 'password', value: '…' }`. */
  #isNamedSecret(owner: object, names: readonly string[]): boolean {
    if (names.length > 8 || !names.includes('value')) return false;
    const { name, key } = owner as { name?: unknown; key?: unknown };
    const { keys } = this.#context;
    return (
      (typeof name === 'string' && keys.isSecret(name)) || (typeof key === 'string' && keys.isSecret(key))
    );
  }
}

function renderNumber(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? '"NaN"' : value > 0 ? '"+Inf"' : '"-Inf"';
}

/** Beyond 2^53 a reader would round a number, so it becomes a text; beyond 60 digits even writing it takes long. */
function renderBigInt(value: bigint): string {
  const isExact = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  if (isExact) return value.toString();
  return value < beyondNumbers && value > -beyondNumbers ? `"${value}"` : '"[bigint]"';
}

function* takeFirst<Item>(items: Iterable<Item>, count: number): Generator<Item> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}

function nameOf(value: object): string {
  return String(value.constructor.name);
}
