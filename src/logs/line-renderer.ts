import type { LogDialect } from '../conventions.js';
import { readError, readStack } from './describe-error.js';
import { type Dialect, dialects } from '../log-dialects.js';
import { createFieldKeys } from './field-keys.js';
import type { Level } from './levels.js';
import { type FieldContext, LineFields } from './line-fields.js';
import { bindingLimits, type LineLimits, maxLineBytes, tightLimits, usualLimits } from './line-limits.js';
import {
  type Binding,
  bindingsExcept,
  type LoggerState,
  type Serializers,
  withBindings,
} from './logger-state.js';
import { quote } from './quote.js';
import { type Call, readBindings } from './read-arguments.js';
import { createRenderText } from './render-text.js';
import { createKeyJudge } from '../policies/secret-keys.js';
import { createTimeText } from './time-text.js';
import { type ValueContext, ValueWriter } from './value-writer.js';

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

/** One record on its way to becoming a line. */
export interface LineInput extends Call {
  readonly state: LoggerState;
  readonly level: Level;
  readonly caller: string | undefined;
}

const longestName = 200;
/** Messages up to this length are remembered with their logger. */
const shortMessage = 128;
const stackLevels = new Set<Level>(['error', 'dpanic', 'panic', 'fatal']);

/** Renders records of one dialect as lines of JSON, each with its newline. */
export class LineRenderer {
  readonly #options: LineOptions;
  readonly #dialect: Dialect;
  readonly #context: FieldContext & ValueContext;
  readonly #time: () => string;
  readonly #openings: Readonly<Record<Level, readonly [beforeTime: string, afterTime: string]>>;
  readonly #messageKey: string;
  #ids: { traceId: string; spanId: string; text: string } = { traceId: '', spanId: '', text: '' };

  constructor(options: LineOptions) {
    this.#options = options;
    this.#dialect = dialects[options.dialect];
    const { keys, keepKeys, shapes } = options.redaction ?? {};
    const judge = createKeyJudge(keys, keepKeys);
    this.#context = {
      keys: createFieldKeys(this.#dialect, judge),
      renderText: createRenderText(judge, shapes),
      errorName: this.#dialect.keys.error,
    };
    this.#time = createTimeText(this.#dialect.time);
    this.#openings = renderOpenings(this.#dialect);
    this.#messageKey = `,${quote(this.#dialect.keys.message)}:`;
  }

  /** Returns the state of one of the two loggers before anything is bound to it. */
  root(which: 'framework' | 'business'): LoggerState {
    const facts = this.#dialect.fixed({ ...this.#options, logger: which });
    const fixedText = Object.entries(facts).map(([key, value]) => `,${quote(key)}:${quote(value)}`);
    return {
      which,
      name: which,
      nameText: this.#nameText(which),
      fixedText: fixedText.join(''),
      bindings: [],
      bindingsText: '',
      serializers: undefined,
      messagePrefix: undefined,
      lastHead: undefined,
    };
  }

  /** Returns the state of a logger with a further name, joined by a dot. */
  named(state: LoggerState, added: string): LoggerState {
    const name = `${state.name}.${added.slice(0, longestName)}`.slice(0, longestName);
    return { ...state, name, nameText: this.#nameText(name), lastHead: undefined };
  }

  /** Returns the state of a logger whose lines carry further fields. */
  bind(state: LoggerState, fields: unknown, serializers?: Serializers): LoggerState {
    const reader = new LineFields(
      this.#context,
      { bindings: [], serializers },
      new ValueWriter(this.#context, bindingLimits),
    );
    const collected: Binding[] = [];
    reader.collected = collected;
    reader.message = '';
    reader.add(readBindings(fields));
    if (reader.error !== undefined) {
      const name = this.#context.errorName;
      const text = this.#context.renderText(readError(reader.error).message, bindingLimits.stringUnits);
      reader.put(name, `,${quote(name)}:${text}`);
    }
    return withBindings(state, collected, serializers);
  }

  /** Renders a value as part of a message. */
  describe(value: unknown): string {
    if (typeof value === 'string') return value;
    const json = new ValueWriter(this.#context, usualLimits.fields).value(value);
    return json === undefined ? 'undefined' : /^"[^"\\]*"$/.test(json) ? json.slice(1, -1) : json;
  }

  /** Renders a line of at most 65,536 bytes; never throws. */
  render(input: LineInput): string {
    const line = this.#assemble(input, usualLimits);
    const isShort = line.length * 3 <= maxLineBytes || Buffer.byteLength(line) <= maxLineBytes;
    return isShort ? line : this.#assemble(input, tightLimits);
  }

  #assemble(input: LineInput, limits: LineLimits): string {
    const { state, level } = input;
    const reader = this.#read(input, limits);
    const failure = reader.error === undefined ? '' : this.#renderError(reader, level, limits);
    const head = this.#openings[level][0] + this.#time() + this.#head(input, reader.message ?? '', limits);
    const { shadowed } = reader;
    const bindings = shadowed === undefined ? state.bindingsText : bindingsExcept(state.bindings, shadowed);
    const mark = reader.isTruncated ? `,"${this.#dialect.keys.truncated}":true` : '';
    return `${head + this.#renderIds() + bindings + reader.text + mark + failure}}\n`;
  }

  /** Renders what stands between the time and the ids. */
  #head({ state, level, caller }: LineInput, message: string, limits: LineLimits): string {
    const last = state.lastHead;
    if (last?.message === message && last.level === level && caller === undefined) return last.text;
    const said = this.#messageKey + this.#context.renderText(message, limits.messageUnits);
    const from = caller === undefined ? state.nameText : state.nameText + this.#renderCaller(caller);
    const isLevelFirst = this.#dialect.opening === 'level';
    const text = this.#openings[level][1] + (isLevelFirst ? from + said : said + from) + state.fixedText;
    if (caller === undefined && message.length <= shortMessage) state.lastHead = { level, message, text };
    return text;
  }

  #read({ state, message, fields, error }: LineInput, limits: LineLimits): LineFields {
    const reader = new LineFields(this.#context, state, new ValueWriter(this.#context, limits.fields));
    reader.message = message;
    reader.error = error;
    if (fields !== undefined) reader.add(fields);
    return reader;
  }

  /** Renders what is told of the line's error; a line without a message takes the error's. */
  #renderError(reader: LineFields, level: Level, limits: LineLimits): string {
    const { keys } = this.#dialect;
    const error = reader.error as Error;
    const facts = readError(error);
    reader.message ??= facts.message;
    reader.shadow(keys.error);
    const writer = new ValueWriter(this.#context, limits.error);
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
    const ids = this.#readIds();
    if (ids === undefined) return '';
    const { traceId, spanId } = ids;
    if (traceId !== this.#ids.traceId || spanId !== this.#ids.spanId) {
      const { keys } = this.#dialect;
      const text = `,"${keys.traceId}":${quote(traceId)},"${keys.spanId}":${quote(spanId)}`;
      this.#ids = { traceId, spanId, text };
    }
    return this.#ids.text;
  }

  #readIds(): { traceId: string; spanId: string } | undefined {
    try {
      return this.#options.traceIds();
    } catch {
      return undefined;
    }
  }

  #nameText(name: string): string {
    return `,${quote(this.#dialect.keys.logger)}:${quote(name)}`;
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
