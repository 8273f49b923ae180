import { isError } from './describe-error.js';
import type { FieldKey, FieldKeys } from './field-keys.js';
import type { Binding, LoggerState, Serializers } from './logger-state.js';
import { quote } from './quote.js';
import type { ValueWriter } from './value-writer.js';

const mostFields = 256;
/** Texts up to this length are remembered with their key. */
const shortText = 48;

/** What the fields of every line are read with. */
export interface FieldContext {
  readonly keys: FieldKeys;
  /** Where the dialect puts the line's error. */
  readonly errorName: string;
}

/** Reads the members of one object as fields of a line: reserved names moved, secrets hidden, no name twice. */
export class LineFields {
  /** `,"name":value…`, empty when nothing was put or everything was collected. */
  text = '';
  message: string | undefined;
  error: Error | undefined;
  isTruncated = false;
  /** Names that the fields share with bindings, which then give way. */
  shadowed: Set<string> | undefined;
  /** Takes the fields one by one, for a child logger. */
  collected: Binding[] | undefined;
  readonly #context: FieldContext;
  readonly #bindings: readonly Binding[];
  readonly #serializers: Serializers | undefined;
  readonly #writer: ValueWriter;
  #hasErrorField = false;

  constructor(
    context: FieldContext,
    state: Pick<LoggerState, 'bindings' | 'serializers'>,
    writer: ValueWriter,
  ) {
    this.#context = context;
    this.#bindings = state.bindings;
    this.#serializers = state.serializers;
    this.#writer = writer;
  }

  /** Adds every own enumerable member; never throws. */
  add(fields: object): void {
    const { keys } = this.#context;
    try {
      const names = Object.keys(fields);
      for (let index = 0; index < names.length; index++) {
        if (index >= mostFields || this.#writer.isFull) {
          this.isTruncated = true;
          return;
        }
        const name = names[index] as string;
        this.#addField(fields, name, keys.of(name, index));
      }
    } catch {
      this.put('fields.unreadable', ',"fields.unreadable":true');
    }
  }

  /** Adds a field that is rendered already. */
  put(name: string, text: string): void {
    this.shadow(name);
    if (this.collected === undefined) this.text += text;
    else this.collected.push({ name, text });
  }

  /** Has the binding of this name, if there is one, give way. */
  shadow(name: string): void {
    for (let index = 0; index < this.#bindings.length; index++) {
      if (this.#bindings[index]?.name === name) (this.shadowed ??= new Set()).add(name);
    }
  }

  #addField(owner: object, name: string, key: FieldKey): void {
    if (key.role !== 'field') {
      this.#addSpecial(owner, name, key);
      return;
    }
    const value = this.#read(owner, name);
    if (!key.isSecret && this.#serializers === undefined) {
      if (typeof value === 'string' && value.length <= shortText) return this.#putShort(key, value);
      if (typeof value === 'number' && Number.isFinite(value))
        return this.#putText(key, `${key.top}${value}`);
    }
    const json = this.#render(owner, name, key);
    if (json !== undefined) this.put(key.name, key.top + json);
  }

  #putShort(key: FieldKey, value: string): void {
    if (key.lastValue === value) return this.#putText(key, key.lastText);
    const json = this.#writer.text(value);
    const text = key.top + json;
    this.put(key.name, text);
    // Only what was printed as it is: a redacted or cut text depends on more than its key.
    if (json.length !== value.length + 2) return;
    key.lastValue = value;
    key.lastText = text;
  }

  #putText(key: FieldKey, text: string): void {
    this.#writer.count(text.length);
    this.put(key.name, text);
  }

  #render(owner: object, name: string, key: FieldKey): string | undefined {
    const serializer = this.#serializers?.[name];
    if (typeof serializer !== 'function') return this.#writer.member(owner, name, key.isSecret);
    // Read like a getter, so that a serializer that throws is held like one.
    const serialized = Object.defineProperty({}, name, {
      get: () => serializer((owner as Record<string, unknown>)[name]) as unknown,
    });
    return this.#writer.member(serialized, name, key.isSecret);
  }

  #addSpecial(owner: object, name: string, key: FieldKey): void {
    const value = this.#read(owner, name);
    if (key.role === 'message' && this.message === undefined && typeof value === 'string') {
      this.message = value;
    } else if (key.role === 'error') {
      this.#addError(value, owner, { name, key });
    } else {
      const json = this.#render(owner, name, key);
      const isMoved = key.role === 'root' && (typeof value !== 'object' || value === null);
      if (json !== undefined)
        this.put(isMoved ? `fields.${name}` : key.name, (isMoved ? key.moved : key.top) + json);
    }
  }

  /** The first error of a call is the line's error; `error` is a text in every index, so other values become one. */
  #addError(value: unknown, owner: object, { name, key }: { name: string; key: FieldKey }): void {
    if (isError(value) && this.error === undefined && !this.#hasErrorField) {
      this.error = value;
      return;
    }
    const json = isError(value) ? this.#writer.value(value) : this.#render(owner, name, key);
    if (json === undefined) return;
    if (name === 'err') {
      this.put(key.name, key.top + json);
    } else if (this.error !== undefined) {
      this.put(`fields.${name}`, key.moved + json);
    } else {
      this.#hasErrorField = true;
      this.put(this.#context.errorName, key.top + (json.startsWith('"') ? json : quote(json)));
    }
  }

  #read(owner: object, name: string): unknown {
    try {
      return (owner as Record<string, unknown>)[name];
    } catch {
      return undefined;
    }
  }
}
