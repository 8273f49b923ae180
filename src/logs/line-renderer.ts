import type { LogDialect } from '../conventions.js';
import { readError, readStack } from './describe-error.js';
import { type Dialect, dialects } from './dialects.js';
import { createFieldKeys, type FieldKeys } from './field-keys.js';
import type { Level } from './levels.js';
import { type Binding, LineFields, type Serializers } from './line-fields.js';
import { quote } from './quote.js';
import type { Call } from './read-arguments.js';
import { createTextRedactor } from './redact-text.js';
import { createKeyJudge } from './secret-keys.js';
import { createTimeText } from './time-text.js';
import { type ValueLimits, ValueWriter } from './value-writer.js';

/** What is hidden besides the built-in keys and shapes. */
export interface RedactionOptions {
  /** Words that make a key secret wherever they stand in it, or expressions that the key is matched with. */
  readonly keys?: readonly (string | RegExp)[];
  /** Keys that are printed although the built-in words would hide them. */
  readonly keepKeys?: readonly string[];
  /** Shapes that are hidden in every text; keep them linear, for they run on foreign input. */
  readonly shapes?: readonly RegExp[];
}

/** What every line of a service has in common. */
export interface LineOptions {
  readonly dialect: LogDialect;
  readonly service: { readonly name: string; readonly version: string };
  readonly frameworkVersion: string;
  readonly redaction?: RedactionOptions;
  traceIds(): { traceId: string; spanId: string } | undefined;
}

/** What a logger adds to each of its lines, rendered once. */
export interface LoggerState {
  readonly which: 'framework' | 'business';
  readonly name: string;
  readonly nameText: string;
  readonly fixedText: string;
  readonly bindings: readonly Binding[];
  readonly bindingsText: string;
  readonly bindingNames?: ReadonlySet<string>;
  readonly serializers?: Serializers | undefined;
  /** Stands before every message; pino's `msgPrefix`. */
  readonly messagePrefix?: string | undefined;
}

/** One record on its way to becoming a line. */
export interface LineInput extends Call {
  readonly state: LoggerState;
  readonly level: Level;
  readonly caller: string | undefined;
}

/** Bytes that a line never exceeds, with its newline: what container runtimes and collectors take in one piece. */
export const maxLineBytes = 65_536;
const bindingUnits = 8192;
const longestName = 200;

interface LineLimits extends ValueLimits {
  readonly messageUnits: number;
  readonly stackUnits: number;
}

const limits: LineLimits = {
  messageUnits: 16_384,
  stackUnits: 12_288,
  stringUnits: 16_384,
  lineUnits: 24_576,
  depth: 8,
  width: 100,
  values: 1000,
};
/** For lines that are too long in bytes: no text of so many units exceeds the bound, whatever its script. */
const tightLimits: LineLimits = {
  ...limits,
  messageUnits: 4096,
  stackUnits: 2048,
  stringUnits: 2048,
  lineUnits: 4096,
};
const stackLevels = new Set<Level>(['error', 'dpanic', 'panic', 'fatal']);

/** Renders records of one dialect as lines of JSON, each with its newline. */
export class LineRenderer {
  readonly #options: LineOptions;
  readonly #dialect: Dialect;
  readonly #keys: FieldKeys;
  readonly #redactText: (text: string) => string;
  readonly #time: () => string;
  readonly #openings: Readonly<Record<Level, readonly [beforeTime: string, afterTime: string]>>;
  readonly #messageKey: string;
  #ids: { traceId: string; spanId: string; text: string } = { traceId: '', spanId: '', text: '' };

  constructor(options: LineOptions) {
    this.#options = options;
    this.#dialect = dialects[options.dialect];
    const { keys, keepKeys, shapes } = options.redaction ?? {};
    const judge = createKeyJudge(keys, keepKeys);
    this.#keys = createFieldKeys(this.#dialect, judge);
    this.#redactText = createTextRedactor(judge, shapes);
    this.#time = createTimeText(this.#dialect.time);
    this.#openings = renderOpenings(this.#dialect);
    this.#messageKey = `,${quote(this.#dialect.keys.message)}:`;
  }

  /** Returns the state of one of the two loggers before anything is bound to it. */
  root(which: 'framework' | 'business'): LoggerState {
    const facts = this.#dialect.fixed({ ...this.#options, logger: which });
    const fixedText = Object.entries(facts).map(([key, value]) => `,${quote(key)}:${quote(value)}`);
    return this.#named({ which, fixedText: fixedText.join(''), bindings: [], bindingsText: '' }, which);
  }

  /** Returns the state of a logger with a further name, joined by a dot. */
  named(state: LoggerState, name: string): LoggerState {
    return this.#named(state, `${state.name}.${name.slice(0, longestName)}`.slice(0, longestName));
  }

  /** Returns the state of a logger whose lines carry further fields; the nearest of one name counts. */
  bind(state: LoggerState, fields: object, serializers?: Serializers): LoggerState {
    const collected: Binding[] = [];
    const start = { keys: this.#keys, errorName: this.#dialect.keys.error, serializers, collected };
    const reader = new LineFields(start, this.#writer({ ...limits, lineUnits: bindingUnits / 2 }));
    reader.message = '';
    reader.add(fields);
    if (reader.error !== undefined) {
      const name = this.#dialect.keys.error;
      reader.put(name, `,${quote(name)}:${this.#writer(limits).text(readError(reader.error).message)}`);
    }
    const byName = new Map([...state.bindings, ...collected].map((binding) => [binding.name, binding]));
    const bindings = withinUnits([...byName.values()], bindingUnits);
    return {
      ...state,
      serializers,
      bindings,
      bindingsText: joinTexts(bindings),
      bindingNames: new Set(bindings.map(({ name }) => name)),
    };
  }

  /** Renders a value as part of a message. */
  describe(value: unknown): string {
    if (typeof value === 'string') return value;
    const json = this.#writer(limits).value(value);
    return json === undefined ? 'undefined' : /^"[^"\\]*"$/.test(json) ? json.slice(1, -1) : json;
  }

  /** Renders a line of at most 65,536 bytes; never throws. */
  render(input: LineInput): string {
    const line = this.#assemble(input, limits);
    const isShort = line.length * 3 <= maxLineBytes || Buffer.byteLength(line) <= maxLineBytes;
    return isShort ? line : this.#assemble(input, tightLimits);
  }

  #assemble({ state, level, caller, message, fields, error }: LineInput, bounds: LineLimits): string {
    const { bindingNames, serializers } = state;
    const writer = this.#writer(bounds);
    const reader = new LineFields(
      { keys: this.#keys, errorName: this.#dialect.keys.error, bindingNames, serializers },
      writer,
    );
    reader.message = message;
    reader.error = error;
    if (fields !== undefined) reader.add(fields);
    const failure = reader.error === undefined ? '' : this.#renderError(reader.error, reader, { level, bounds });
    const text = message === 'access' ? '"access"' : this.#text(reader.message ?? '', bounds.messageUnits);
    const opening = this.#openings[level];
    const origin = caller === undefined ? state.nameText : state.nameText + this.#renderCaller(caller);
    const head = this.#dialect.opening === 'level' ? origin + this.#messageKey + text : this.#messageKey + text + origin;
    const bound = reader.shadowed === undefined ? state.bindingsText : unshadowed(state.bindings, reader.shadowed);
    const mark = reader.isTruncated ? `,"${this.#dialect.keys.truncated}":true` : '';
    const start = opening[0] + this.#time() + opening[1] + head + state.fixedText + this.#renderIds();
    return `${start + bound + reader.text + mark + failure}}\n`;
  }

  #writer(bounds: ValueLimits): ValueWriter {
    return new ValueWriter({ keys: this.#keys, redactText: this.#redactText }, bounds);
  }

  #text(text: string, units: number): string {
    return this.#writer({ ...limits, stringUnits: units }).text(text);
  }

  #renderError(error: Error, reader: LineFields, { level, bounds }: { level: Level; bounds: LineLimits }): string {
    const { keys } = this.#dialect;
    const facts = readError(error);
    reader.message ??= facts.message;
    const writer = this.#writer({ ...bounds, lineUnits: bounds.stackUnits });
    const parts: [string, unknown][] = [
      [keys.error, facts.message],
      [keys.errorType, facts.type],
      [keys.errorCode, facts.code === undefined ? undefined : String(facts.code)],
      [keys.errorCauses, facts.causes.length === 0 ? undefined : facts.causes],
      [keys.errorDetails, facts.details],
      [keys.stack, stackLevels.has(level) ? readStack(error) : undefined],
    ];
    let text = '';
    for (const [name, value] of parts) {
      const json = value === undefined ? undefined : writer.value(value);
      if (json !== undefined) text += `,${quote(name)}:${json}`;
    }
    reader.shadow(keys.error);
    return text;
  }

  #renderCaller(caller: string): string {
    const { keys } = this.#dialect;
    if (keys.callerLine === undefined) return `,"${keys.caller}":${quote(caller)}`;
    const colon = caller.lastIndexOf(':');
    const line = Number(caller.slice(colon + 1));
    return `,"${keys.caller}":${quote(caller.slice(0, colon))},"${keys.callerLine}":${line}`;
  }

  /** Lines of one span follow each other, so the text of the last ids is kept. */
  #renderIds(): string {
    let ids: { traceId: string; spanId: string } | undefined;
    try {
      ids = this.#options.traceIds();
    } catch {
      return '';
    }
    if (ids === undefined) return '';
    const { traceId, spanId } = ids;
    if (traceId !== this.#ids.traceId || spanId !== this.#ids.spanId) {
      const { keys } = this.#dialect;
      this.#ids = { traceId, spanId, text: `,"${keys.traceId}":${quote(traceId)},"${keys.spanId}":${quote(spanId)}` };
    }
    return this.#ids.text;
  }

  #named(state: Omit<LoggerState, 'name' | 'nameText'>, name: string): LoggerState {
    return { ...state, name, nameText: `,${quote(this.#dialect.keys.logger)}:${quote(name)}` };
  }
}

function renderOpenings({ keys, opening, time }: Dialect): Record<Level, readonly [string, string]> {
  const mark = time === 'iso' ? '"' : '';
  const openingOf = (level: Level): readonly [string, string] =>
    opening === 'level'
      ? [`{"${keys.level}":"${level}","${keys.time}":${mark}`, mark]
      : [`{"${keys.time}":${mark}`, `${mark},"${keys.level}":"${level}"`];
  return {
    debug: openingOf('debug'),
    info: openingOf('info'),
    warn: openingOf('warn'),
    error: openingOf('error'),
    dpanic: openingOf('dpanic'),
    panic: openingOf('panic'),
    fatal: openingOf('fatal'),
  };
}

function unshadowed(bindings: readonly Binding[], shadowed: ReadonlySet<string>): string {
  return joinTexts(bindings.filter(({ name }) => !shadowed.has(name)));
}

function joinTexts(bindings: readonly Binding[]): string {
  return bindings.map(({ text }) => text).join('');
}

/** Keeps the bindings, nearest first, that fit into so many units together. */
function withinUnits(bindings: readonly Binding[], units: number): Binding[] {
  let used = 0;
  return bindings.toReversed().filter(({ text }) => (used += text.length) <= units).reverse();
}
