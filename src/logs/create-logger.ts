import pino from 'pino';
import { createEmitter, type Emitter, type LoggerParts } from './emit.js';
import { type Level, levelNumbers } from './levels.js';
import type { LineRenderer } from './line-renderer.js';
import type { LoggerState, Serializers } from './logger-state.js';
import { isFields } from './read-arguments.js';

/** Logs at one level: pino's `(object, message, ...format)` or zap's `(message, object)`, with or without an error. */
export interface LogMethod extends pino.LogFn {
  (message: string, fieldsOrError: unknown, error?: unknown): void;
}

type PinoLogger = pino.Logger<'dpanic' | 'panic'>;
type LevelName = Level | 'trace';

/**
 * A pino logger whose lines are Tricord's: zap's levels, both call orders, guarded, redacted and with trace ids.
 * Fastify, pino-http and the like take it as they take pino's own.
 */
export type Logger = Omit<PinoLogger, LevelName | 'child'> &
  Readonly<Record<LevelName, LogMethod>> & {
    /** Returns a logger whose lines carry these fields too; of pino's options, `redact` and `formatters` are ignored. */
    child: ((bindings: pino.Bindings, options?: pino.ChildLoggerOptions) => Logger) & PinoLogger['child'];
    /** Returns a logger with a further name, joined by a dot; zap's Named. */
    named(name: string): Logger;
    /** Returns a logger whose lines carry these fields too; zap's With. */
    with(fields: object): Logger;
  };

const stateOf: unique symbol = Symbol('tricord.state');
const serializersSym: typeof pino.symbols.serializersSym = pino.symbols.serializersSym;
const setLevelSym: typeof pino.symbols.setLevelSym = pino.symbols.setLevelSym;
const endingLevels = ['dpanic', 'panic', 'fatal'] as const;
const passedOptions = ['serializers', 'msgPrefix', 'level', 'customLevels'];
const ignoredOptions = ['redact', 'formatters'];

interface Internals extends pino.BaseLogger {
  [stateOf]: LoggerState;
  [serializersSym]?: Serializers;
  [setLevelSym](level: unknown): void;
  child(bindings: object, options?: object): Internals;
  onChild?(child: Internals): void;
  isLevelEnabled(level: string): boolean;
  readonly levels: pino.LevelMapping;
  [name: string]: unknown;
}

/** Creates one of the two loggers: pino's methods and levels, our lines. */
export function createLogger(which: LoggerState['which'], level: Level, parts: LoggerParts): Logger {
  const emitter = createEmitter(parts);
  const root = createPino(emitter, parts);
  root[stateOf] = parts.renderer.root(which);
  Object.assign(root, derivations(root, parts.renderer), {
    [setLevelSym]: levelSetter(root[setLevelSym], emitter),
  });
  root.level = level;
  return root as unknown as Logger;
}

function createPino(emitter: Emitter, { destination }: LoggerParts): Internals {
  const stream = {
    write: (text: string): void => destination.write(text, false),
    flush: (done?: () => void): void => void destination.flush().then(() => done?.()),
    flushSync: (): void => destination.flushSync(),
  };
  const { dpanic, panic } = levelNumbers;
  const options: pino.LoggerOptions<'dpanic' | 'panic'> = {
    base: null,
    timestamp: false,
    customLevels: { dpanic, panic },
    hooks: {
      logMethod(args, _method, number) {
        // `const { info } = log` leaves the method without its logger.
        const from = (this as unknown as Internals | undefined) ?? root;
        emitter.emit(from[stateOf], number, args);
      },
    },
  };
  const root = pino(options, stream) as unknown as Internals;
  return root;
}

type Derivations = Pick<Internals, 'child'> & ThisType<Internals> & Record<string, unknown>;

/** Replaces what pino does with bindings, which throws on hostile objects and prints keys twice. */
function derivations(root: Internals, renderer: LineRenderer): Derivations {
  const pinoChild = root.child;

  function derive(parent: Internals, options: object): Internals {
    const ignored = ignoredOptions.filter((key) => Object.hasOwn(options, key));
    if (ignored.length > 0)
      parent.warn({ ignored }, 'options of child() are ignored; redaction is set for the service');
    return pinoChild.call(parent, {}, pick(options, passedOptions));
  }

  return {
    child(bindings: object, options?: object): Internals {
      const plain = (): Internals => Object.create(this) as Internals;
      const hasOptions = isFields(options);
      const child = hasOptions ? guard(() => derive(this, options), plain) : plain();
      const serializers = hasOptions ? child[serializersSym] : this[stateOf].serializers;
      const state = renderer.bind(this[stateOf], bindings, serializers);
      const { msgPrefix } = child as { msgPrefix?: string | undefined };
      child[stateOf] =
        msgPrefix === state.messagePrefix
          ? state
          : { ...state, messagePrefix: msgPrefix, lastHead: undefined };
      if (!hasOptions)
        guard(
          () => this.onChild?.(child),
          () => undefined,
        );
      return child;
    },
    named(name: string): Internals {
      const child = Object.create(this) as Internals;
      child[stateOf] = renderer.named(this[stateOf], renderer.describe(name));
      return child;
    },
    with(fields: object): Internals {
      return this.child(fields);
    },
    bindings(): unknown {
      return JSON.parse(`{${this[stateOf].bindingsText.slice(1)}}`);
    },
    setBindings(bindings: object): void {
      this[stateOf] = renderer.bind(this[stateOf], bindings, this[stateOf].serializers);
    },
  } as Derivations;
}

/** Sets a level as pino does, but ignores what is none, and keeps zap's word: panic and fatal end whatever the level. */
function levelSetter(pinoSetLevel: (level: unknown) => void, emitter: Emitter) {
  return function setLevel(this: Internals, level: unknown): void {
    if (!isLevel(this, level)) {
      this.warn({ wanted: level, level: this.level }, 'unknown log level is ignored');
      return;
    }
    pinoSetLevel.call(this, level);
    for (const name of endingLevels) {
      if (!this.isLevelEnabled(name)) {
        this[name] = (...args: unknown[]): void => emitter.conclude(levelNumbers[name], args);
      }
    }
  };
}

function isLevel({ levels }: Internals, level: unknown): boolean {
  if (typeof level === 'number') return Object.hasOwn(levels.labels, level);
  return typeof level === 'string' && (level === 'silent' || Object.hasOwn(levels.values, level));
}

function pick(options: object, keys: readonly string[]): object {
  const source = options as Record<string, unknown>;
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(options, key)).map((key) => [key, source[key]]),
  );
}

function guard<Result>(attempt: () => Result, otherwise: () => Result): Result {
  try {
    return attempt();
  } catch {
    return otherwise();
  }
}
