import { isError } from './describe-error.js';
import type { FieldKey, FieldKeys } from './field-keys.js';
import { quote } from './quote.js';
import type { ValueWriter } from './value-writer.js';

/** A field in its final form, as a child logger keeps it. */
export interface Binding {
  readonly name: string;
  /** `,"name":value` */
  readonly text: string;
}

/** pino's serializers: functions that replace the value under a key. */
export type Serializers = Readonly<Record<string, unknown>>;

const mostFields = 256;

/** What a line already has when its fields are read. */
export interface LineStart {
  readonly keys: FieldKeys;
  readonly errorName: string;
  readonly bindingNames?: ReadonlySet<string> | undefined;
  readonly serializers?: Serializers | undefined;
  /** Collects the fields one by one, for a child logger. */
  readonly collected?: Binding[];
}

/** Reads the members of one object as fields of a line: reserved names moved, secrets hidden, no name twice. */
export class LineFields {
  /** `,"name":value…`, empty when nothing was collected or everything went to `collected`. */
  text = '';
  message: string | undefined;
  error: Error | undefined;
  isTruncated = false;
  /** Names that the fields share with bindings, which then give way. */
  shadowed: Set<string> | undefined;
  readonly #start: LineStart;
  readonly #writer: ValueWriter;
  #hasErrorField = false;

  constructor(start: LineStart, writer: ValueWriter) {
    this.#start = start;
    this.#writer = writer;
  }

  /** Adds every own enumerable member; never throws. */
  add(fields: object): void {
    const { keys } = this.#start;
    let index = 0;
    try {
      for (const name in fields) {
        if (!Object.hasOwn(fields, name)) continue;
        if (index++ >= mostFields || this.#writer.isFull) {
          this.isTruncated = true;
          return;
        }
        this.#addField(fields, name, keys.of(name, index));
      }
    } catch {
      this.put('fields.unreadable', ',"fields.unreadable":true');
    }
  }

  /** Adds a field that is rendered already. */
  put(name: string, text: string): void {
    this.shadow(name);
    if (this.#start.collected === undefined) this.text += text;
    else this.#start.collected.push({ name, text });
  }

  /** Has the binding of this name, if there is one, give way. */
  shadow(name: string): void {
    if (this.#start.bindingNames?.has(name) === true) (this.shadowed ??= new Set()).add(name);
  }

  #addField(owner: object, name: string, key: FieldKey): void {
    if (key.role !== 'field') {
      this.#addSpecial(owner, name, key);
      return;
    }
    const json = this.#render(owner, name, key);
    if (json !== undefined) this.put(key.name, key.top + json);
  }

  #render(owner: object, name: string, key: FieldKey): string | undefined {
    const serializer = this.#start.serializers?.[name];
    if (typeof serializer !== 'function') return this.#writer.member(owner, name, key.isSecret);
    // The serializer is read as a getter, so that a throwing one is held like any other.
    const read = { get value(): unknown { return serializer((owner as Record<string, unknown>)[name]); } };
    return this.#writer.member(read, 'value', key.isSecret);
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
      if (json !== undefined) this.put(isMoved ? `fields.${name}` : key.name, (isMoved ? key.moved : key.top) + json);
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
      this.put(this.#start.errorName, key.top + (json.startsWith('"') ? json : quote(json)));
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
