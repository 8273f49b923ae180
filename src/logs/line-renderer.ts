import { renderErrorFields } from './error-fields.js';
import { readError } from './describe-error.js';
import { pickExtras } from './extra-fields.js';
import type { Level } from './levels.js';
import { LineFields } from './line-fields.js';
import type { LineFrame } from './line-frame.js';
import { bindingLimits, type LineLimits, lineLimits } from './line-limits.js';
import {
  type Binding,
  bindingsExcept,
  type LoggerState,
  type Serializers,
  withBindings,
  withinUnits,
} from './logger-state.js';
import { quote } from './quote.js';
import { type Call, readBindings } from './read-arguments.js';
import { ValueWriter } from './value-writer.js';

/** One record on its way to becoming a line. */
export interface LineInput extends Call {
  readonly state: LoggerState;
  readonly level: Level;
  readonly caller: string | undefined;
  /** Finds the stack of the call, for a line from error up that has no error. */
  readonly stack: (() => string | undefined) | undefined;
}

const longestName = 200;
/** Messages up to this length are remembered with their logger. */
const shortMessage = 128;

/** Renders records of one dialect as lines of JSON, each with its newline. */
export class LineRenderer {
  readonly #frame: LineFrame;
  #ids: { traceId: string; spanId: string; text: string } = { traceId: '', spanId: '', text: '' };

  constructor(frame: LineFrame) {
    this.#frame = frame;
  }

  /** Returns the state of one of the two loggers before anything is bound to it. */
  root(which: 'framework' | 'business'): LoggerState {
    return {
      which,
      name: which,
      nameText: this.#frame.nameText(which),
      fixedText: this.#frame.fixedText(which),
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
    return { ...state, name, nameText: this.#frame.nameText(name), lastHead: undefined };
  }

  /** Returns the state of a logger whose lines carry further fields. */
  bind(state: LoggerState, fields: unknown, serializers?: Serializers): LoggerState {
    const reader = new LineFields(
      this.#frame.context,
      { bindings: [], serializers },
      new ValueWriter(this.#frame.context, bindingLimits),
    );
    const collected: Binding[] = [];
    reader.collected = collected;
    reader.message = '';
    reader.add(readBindings(fields));
    if (reader.error !== undefined) {
      const name = this.#frame.context.errorName;
      const text = this.#frame.context.renderText(readError(reader.error).message, bindingLimits.stringUnits);
      reader.put(name, `,${quote(name)}:${text}`);
    }
    return withBindings(state, collected, serializers);
  }

  /** Renders a value as part of a message. */
  describe(value: unknown): string {
    if (typeof value === 'string') return value;
    const json = new ValueWriter(this.#frame.context, lineLimits.usual.fields).value(value);
    return json === undefined ? 'undefined' : /^"[^"\\]*"$/.test(json) ? json.slice(1, -1) : json;
  }

  /** Renders a line within the bound of its frame; never throws. */
  render(input: LineInput): string {
    return this.#frame.withinBound((tier) => this.#assemble(input, lineLimits[tier]));
  }

  #assemble(input: LineInput, limits: LineLimits): string {
    const { state, level } = input;
    const reader = this.#read(input, limits);
    const failure =
      reader.error === undefined
        ? this.#renderStack(input, limits)
        : this.#renderError(reader, level, limits);
    const start = this.#frame.beforeTime(level) + this.#frame.time();
    const head = start + this.#head(input, reader.message ?? '', limits);
    const { shadowed } = reader;
    const kept = withinUnits(state.bindings, limits.bindingUnits);
    const isCut = reader.isTruncated || kept.length < state.bindings.length;
    const isWhole = shadowed === undefined && kept === state.bindings;
    const bindings = isWhole ? state.bindingsText : bindingsExcept(kept, shadowed);
    const mark = isCut ? `,"${this.#frame.dialect.keys.truncated}":true` : '';
    return `${head + this.#renderIds() + bindings + reader.text + mark + failure}}\n`;
  }

  /** Renders what stands between the time and the ids. */
  #head({ state, level, caller }: LineInput, message: string, limits: LineLimits): string {
    const last = state.lastHead;
    if (last?.message === message && last.level === level && caller === undefined) return last.text;
    const from = caller === undefined ? state.nameText : state.nameText + this.#renderCaller(caller);
    const said = this.#frame.context.renderText(message, limits.messageUnits);
    const text = this.#frame.afterTime(level, from, said) + state.fixedText;
    if (caller === undefined && message.length <= shortMessage) state.lastHead = { level, message, text };
    return text;
  }

  #read({ state, message, fields, error }: LineInput, limits: LineLimits): LineFields {
    const reader = new LineFields(
      this.#frame.context,
      state,
      new ValueWriter(this.#frame.context, limits.fields),
    );
    reader.message = message;
    reader.error = error;
    const extras = pickExtras(this.#frame, fields);
    if (extras !== undefined) reader.add(extras);
    if (fields !== undefined) reader.add(fields);
    return reader;
  }

  /** Renders what is told of the line's error; a line without a message takes the error's. */
  #renderError(reader: LineFields, level: Level, limits: LineLimits): string {
    const { context, dialect } = this.#frame;
    const error = reader.error as Error;
    reader.message ??= readError(error).message;
    reader.shadow(dialect.keys.error);
    return renderErrorFields(context, { error, level, keys: dialect.keys }, limits.error);
  }

  #renderStack({ stack }: LineInput, limits: LineLimits): string {
    const text = stack?.();
    if (text === undefined) return '';
    const { context, dialect } = this.#frame;
    return `,"${dialect.keys.stack}":${context.renderText(text, limits.error.stringUnits)}`;
  }

  #renderCaller(caller: string): string {
    const { keys } = this.#frame.dialect;
    if (keys.callerLine === undefined) return `,"${keys.caller}":${quote(caller)}`;
    const colon = caller.lastIndexOf(':');
    const line = Number(caller.slice(colon + 1));
    return `,"${keys.caller}":${quote(caller.slice(0, colon))},"${keys.callerLine}":${line}`;
  }

  /** Lines of one span follow each other, so the text of the last ids is kept. */
  #renderIds(): string {
    const ids = this.#frame.readIds();
    if (ids === undefined) return '';
    const { traceId, spanId } = ids;
    if (traceId !== this.#ids.traceId || spanId !== this.#ids.spanId) {
      this.#ids = { traceId, spanId, text: this.#frame.ids(traceId, spanId) };
    }
    return this.#ids.text;
  }
}
