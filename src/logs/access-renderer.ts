import { AccessPieces } from './access-pieces.js';
import { isError } from './describe-error.js';
import { renderErrorFields } from './error-fields.js';
import { type Extras, renderExtras } from './extra-fields.js';
import { isShort, type LineFrame } from './line-frame.js';
import { accessLimits, type AccessLimits } from './line-limits.js';
import { type Payload, renderPayload } from './render-payload.js';

/** The levels of access lines. */
export type AccessLevel = 'info' | 'warn' | 'error';

/** What an access line tells of an operation that has ended; what is undefined or empty is left out. Ego's names. */
export interface AccessRecord {
  readonly level: AccessLevel;
  readonly comp: string;
  readonly compName: string;
  readonly method: string;
  readonly key: string | undefined;
  readonly costMs: number;
  readonly code: number;
  readonly ucode: number;
  /** Code and reason of the application's own error. */
  readonly bizCode: number | undefined;
  readonly reason: string | undefined;
  /** Texts that travel with the request; the line carries those that the settings list. */
  readonly extras: Extras | undefined;
  readonly isSlow: boolean;
  /** Hexadecimal, as tracing made sure; empty when there is no span. */
  readonly traceId: string;
  readonly spanId: string;
  readonly addr: string | undefined;
  readonly name: string | undefined;
  readonly ip: string | undefined;
  readonly peerName: string | undefined;
  readonly peerIp: string | undefined;
  readonly size: number | undefined;
  readonly desc: string | undefined;
  readonly type: string | undefined;
  /** An error, or a text that says what went wrong. */
  readonly error: unknown;
  readonly req: Payload | undefined;
  readonly res: Payload | undefined;
}

const thousandths = Array.from({ length: 1000 }, (_, i) => `.${String(i).padStart(3, '0')}`);

/**
 * Renders access lines. Their fields are known, so each is rendered straight into the line, without the object, the
 * look-ups and the bounds that fields of a caller's own need; what repeats from line to line is rendered once.
 */
export class AccessRenderer {
  readonly #frame: LineFrame;
  readonly #pieces: AccessPieces;
  readonly #traceIdKey: string;
  readonly #spanIdKey: string;
  readonly #sizeKey: string;

  constructor(frame: LineFrame) {
    this.#frame = frame;
    this.#pieces = new AccessPieces(frame);
    [this.#traceIdKey, this.#spanIdKey] = frame.idKeys;
    this.#sizeKey = this.#pieces.top('size');
  }

  /** Renders a line within the bound of its frame; never throws because of what the record holds. */
  render(record: AccessRecord): string {
    const line = this.#assemble(record, accessLimits.usual);
    if (isShort(line)) return line;
    return this.#frame.withinBound((tier) => this.#assemble(record, accessLimits[tier]));
  }

  // Every piece costs as much again when the line is encoded, so quotes are part of the pieces beside them.
  #assemble(record: AccessRecord, limits: AccessLimits): string {
    const { traceId, addr } = record;
    const { textUnits } = limits;
    const pieces = this.#pieces;
    let line = pieces.start(record.level);
    const identity = pieces.identity(record, textUnits);
    line +=
      traceId === ''
        ? identity.slice(1)
        : this.#traceIdKey + traceId + this.#spanIdKey + record.spanId + identity;
    line += costText(record.costMs);
    const outcome = pieces.outcome(record);
    const peer = pieces.peer(record, textUnits);
    line +=
      addr === undefined || addr === ''
        ? outcome.slice(0, -pieces.addrKey.length) + peer.slice(1)
        : outcome + this.#unquoted(addr, textUnits) + peer;
    if (record.size !== undefined) line += this.#sizeKey + String(record.size);
    if (record.extras !== undefined) line += renderExtras(this.#frame, record.extras);
    if (hasRare(record)) line += this.#rare(record, limits);
    return `${line}}\n`;
  }

  #unquoted(text: string, units: number): string {
    if (text.length <= units && this.#frame.isPlain(text)) return text;
    return this.#frame.context.renderText(text, units).slice(1, -1);
  }

  /** What few lines have. */
  #rare(record: AccessRecord, limits: AccessLimits): string {
    const { bizCode, reason, desc, type, req, res, error } = record;
    let text = bizCode === undefined ? '' : this.#pieces.top('bizCode') + String(bizCode);
    text +=
      this.#pieces.field('reason', reason, limits.textUnits) +
      this.#pieces.field('desc', desc, limits.textUnits) +
      this.#pieces.field('type', type, limits.textUnits);
    if (req !== undefined) text += this.#pieces.top('req') + renderPayload(this.#frame.context, req, limits);
    if (res !== undefined) text += this.#pieces.top('res') + renderPayload(this.#frame.context, res, limits);
    const { context, dialect } = this.#frame;
    if (isError(error)) {
      const input = { error, level: record.level, keys: dialect.keys };
      text += renderErrorFields(context, input, limits.error);
    } else if (error !== undefined && error !== '') {
      text += `,"${dialect.keys.error}":${context.renderText(describe(error), limits.error.stringUnits)}`;
    }
    return text;
  }
}

function hasRare({ error, req, res, bizCode }: AccessRecord): boolean {
  return error !== undefined || req !== undefined || res !== undefined || bizCode !== undefined;
}

/** Milliseconds with three decimals; a table is several times faster than formatting a float. */
function costText(ms: number): string {
  const micros = Math.round(ms * 1000);
  const whole = Math.floor(micros / 1000);
  return whole + (thousandths[micros - whole * 1000] ?? '');
}

function describe(error: unknown): string {
  try {
    return String(error);
  } catch {
    return '[unreadable]';
  }
}
