import cluster from 'node:cluster';
import type { LogDialect } from '../conventions.js';
import { type Dialect, dialects } from '../log-dialects.js';
import type { ExtraFields } from './extra-fields.js';
import { createFieldKeys } from './field-keys.js';
import type { Level } from './levels.js';
import type { FieldContext } from './line-fields.js';
import { maxLineBytes, type Tier, tiers } from './line-limits.js';
import { quote, quoteWithin } from './quote.js';
import { createPlainTest, createRenderText } from './render-text.js';
import { createKeyJudge } from '../policies/secret-keys.js';
import { createTimeText } from './time-text.js';
import type { ValueContext } from './value-writer.js';

/** What is hidden besides the built-in keys and shapes. */
export interface RedactionOptions {
  /** Whether anything is hidden at all. @default true */
  readonly enabled?: boolean;
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
  /** What one write to a destination may hold so that no other process gets between. */
  readonly atomicBytes?: number | undefined;
  traceIds(): { traceId: string; spanId: string } | undefined;
  /** Texts that travel with the request, and which of them each of its lines carries. */
  readonly extras?: ExtraFields;
}

/** Lines that no bound is too narrow for. */
const shortBytes = 4096;

/** What stands around the fields of every line of a service, and what its fields are read with. */
export class LineFrame {
  readonly dialect: Dialect;
  readonly extras: ExtraFields | undefined;
  readonly context: FieldContext & ValueContext;
  /** Whether a text is printed as it is, between quotes. */
  readonly isPlain: (text: string) => boolean;
  readonly time: () => string;
  readonly #options: LineOptions;
  readonly #openings: Readonly<Record<Level, readonly [beforeTime: string, afterTime: string]>>;
  readonly #messageKey: string;
  readonly #traceIdKey: string;
  readonly #spanIdKey: string;

  constructor(options: LineOptions) {
    this.#options = options;
    this.dialect = dialects[options.dialect];
    this.extras = options.extras;
    const { enabled = true, keys, keepKeys, shapes } = options.redaction ?? {};
    const judge = enabled ? createKeyJudge(keys, keepKeys) : () => 'open' as const;
    this.context = {
      keys: createFieldKeys(this.dialect, judge),
      renderText: enabled ? createRenderText(judge, shapes) : quoteWithin,
      errorName: this.dialect.keys.error,
    };
    this.isPlain = createPlainTest(shapes);
    this.time = createTimeText(this.dialect.time);
    this.#openings = renderOpenings(this.dialect);
    this.#messageKey = `,${quote(this.dialect.keys.message)}:`;
    this.#traceIdKey = `,"${this.dialect.keys.traceId}":"`;
    this.#spanIdKey = `","${this.dialect.keys.spanId}":"`;
  }

  /** Renders a line, ever narrower until it is within the bound: 65,536 bytes, or one write where processes share a pipe. */
  withinBound(render: (tier: Tier) => string): string {
    const line = render('usual');
    if (isShort(line)) return line;
    const bound = this.#boundBytes();
    const isWithin = (text: string): boolean => text.length * 3 <= bound || Buffer.byteLength(text) <= bound;
    let narrower = line;
    for (let tier = 1; tier < tiers.length && !isWithin(narrower); tier++)
      narrower = render(tiers[tier] as Tier);
    return narrower;
  }

  #boundBytes(): number {
    const { atomicBytes } = this.#options;
    return atomicBytes !== undefined && isOneOfSeveral() ? atomicBytes : maxLineBytes;
  }

  /** The beginning of a line up to its time. */
  beforeTime(level: Level): string {
    return this.#openings[level][0];
  }

  /** Renders what follows the time: `from` is the logger's name and the caller, `message` is JSON already. */
  afterTime(level: Level, from: string, message: string): string {
    const said = this.#messageKey + message;
    return this.#openings[level][1] + (this.dialect.opening === 'level' ? from + said : said + from);
  }

  /** Renders the ids of a context, which tracing has made sure are hexadecimal. */
  ids(traceId: string, spanId: string): string {
    return `${this.#traceIdKey + traceId + this.#spanIdKey + spanId}"`;
  }

  /** What stands before and between the ids. */
  get idKeys(): readonly [traceId: string, spanId: string] {
    return [this.#traceIdKey, this.#spanIdKey];
  }

  nameText(name: string): string {
    return `,${quote(this.dialect.keys.logger)}:${quote(name)}`;
  }

  /** Service and versions, as one of the two loggers says them. */
  fixedText(logger: 'framework' | 'business'): string {
    const facts = this.dialect.fixed({ ...this.#options, logger });
    return Object.entries(facts)
      .map(([key, value]) => `,${quote(key)}:${quote(value)}`)
      .join('');
  }

  /** Reads the ids of the active context; whatever goes wrong there costs the ids, not the line. */
  readIds(): { traceId: string; spanId: string } | undefined {
    try {
      return this.#options.traceIds();
    } catch {
      return undefined;
    }
  }
}

/** Whether a line is within every bound, whatever it holds. */
export function isShort(line: string): boolean {
  return line.length * 3 <= shortBytes;
}

/** Whether other processes write to the same pipe: parents and children of `cluster` or `fork` share their output. */
function isOneOfSeveral(): boolean {
  return process.send !== undefined || Object.keys(cluster.workers ?? {}).length > 0;
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
