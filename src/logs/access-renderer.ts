import { isError } from './describe-error.js';
import { renderErrorFields } from './error-fields.js';
import { type Extras, renderExtras } from './extra-fields.js';
import type { FieldKey } from './field-keys.js';
import { flatText } from './flat-text.js';
import type { LineFrame } from './line-frame.js';
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

interface Identity {
  readonly comp: string;
  readonly compName: string;
  readonly key: string | undefined;
  readonly text: string;
}

interface Repeated {
  text: string;
  isFlat: boolean;
}

interface Peer extends Pick<AccessRecord, 'name' | 'ip' | 'peerName' | 'peerIp'>, Repeated {}

type TextName = 'addr' | 'name' | 'ip' | 'peerName' | 'peerIp' | 'reason' | 'desc' | 'type';

const textNames: readonly TextName[] = ['addr', 'name', 'ip', 'peerName', 'peerIp', 'reason', 'desc', 'type'];
/** Methods and outcomes come from closed sets; what is not must not fill the memory. */
const remembered = 1000;
/** Texts up to this length are remembered with their key. */
const shortText = 64;
const thousandths = Array.from({ length: 1000 }, (_, i) => `.${String(i).padStart(3, '0')}`);

/**
 * Renders access lines. Their fields are known, so each is rendered straight into the line, without the object, the
 * look-ups and the bounds that fields of a caller's own need; what repeats from line to line is rendered once.
 */
export class AccessRenderer {
  readonly #frame: LineFrame;
  readonly #heads: Readonly<Record<AccessLevel, readonly [beforeTime: string, afterTime: string]>>;
  readonly #keys: Readonly<Record<TextName, FieldKey>>;
  readonly #costKey: string;
  #lastStart = { level: '', time: '', text: '', isFlat: false };
  #lastPeer: Peer = {
    name: undefined,
    ip: undefined,
    peerName: undefined,
    peerIp: undefined,
    text: '',
    isFlat: true,
  };
  readonly #sizeKey: string;
  readonly #identities = new Map<string, Identity>();
  readonly #outcomes = new Map<number, string>();

  constructor(frame: LineFrame) {
    this.#frame = frame;
    this.#heads = { info: this.#head('info'), warn: this.#head('warn'), error: this.#head('error') };
    const { keys } = frame.context;
    this.#keys = Object.fromEntries(textNames.map((name) => [name, keys.of(name)])) as Record<
      TextName,
      FieldKey
    >;
    this.#costKey = this.#topOf('cost');
    this.#sizeKey = this.#topOf('size');
  }

  /** Renders a line within the bound of its frame; never throws because of what the record holds. */
  render(record: AccessRecord): string {
    return this.#frame.withinBound((tier) => this.#assemble(record, accessLimits[tier]));
  }

  #assemble(record: AccessRecord, limits: AccessLimits): string {
    const { textUnits } = limits;
    let line = this.#start(record.level);
    if (record.traceId !== '') line += this.#frame.ids(record.traceId, record.spanId);
    line += this.#identity(record, textUnits) + costText(record.costMs) + this.#outcome(record);
    line += this.#text('addr', record.addr, textUnits) + this.#peer(record, textUnits);
    if (record.size !== undefined) line += this.#sizeKey + String(record.size);
    if (record.extras !== undefined) line += renderExtras(this.#frame, record.extras);
    if (hasRare(record)) line += this.#rare(record, limits);
    return `${line}}\n`;
  }

  /** Everything up to the ids; a busy service writes many lines a millisecond. */
  #start(level: AccessLevel): string {
    const time = this.#frame.time();
    const last = this.#lastStart;
    if (last.level === level && last.time === time) return settle(last);
    const [beforeTime, afterTime] = this.#heads[level];
    const text = beforeTime + time + afterTime;
    this.#lastStart = { level, time, text, isFlat: false };
    return text;
  }

  /** Who was at the other end; callers and callees repeat. */
  #peer({ name, ip, peerName, peerIp }: AccessRecord, units: number): string {
    const last = this.#lastPeer;
    if (last.name === name && last.ip === ip && last.peerName === peerName && last.peerIp === peerIp)
      return settle(last);
    const text =
      this.#text('name', name, units) +
      this.#text('ip', ip, units) +
      this.#text('peerName', peerName, units) +
      this.#text('peerIp', peerIp, units);
    this.#lastPeer = { name, ip, peerName, peerIp, text, isFlat: false };
    return text;
  }

  /** What few lines have. */
  #rare(record: AccessRecord, limits: AccessLimits): string {
    const { bizCode, reason, desc, type, req, res, error } = record;
    let text = bizCode === undefined ? '' : this.#topOf('bizCode') + String(bizCode);
    text +=
      this.#text('reason', reason, limits.textUnits) +
      this.#text('desc', desc, limits.textUnits) +
      this.#text('type', type, limits.textUnits);
    if (req !== undefined) text += this.#topOf('req') + renderPayload(this.#frame.context, req, limits);
    if (res !== undefined) text += this.#topOf('res') + renderPayload(this.#frame.context, res, limits);
    const { context, dialect } = this.#frame;
    if (isError(error)) {
      const input = { error, level: record.level, keys: dialect.keys };
      text += renderErrorFields(context, input, limits.error);
    } else if (error !== undefined && error !== '') {
      text += `,"${dialect.keys.error}":${context.renderText(describe(error), limits.error.stringUnits)}`;
    }
    return text;
  }

  #head(level: AccessLevel): readonly [string, string] {
    const frame = this.#frame;
    const said = frame.afterTime(level, frame.nameText('framework'), '"access"');
    return [frame.beforeTime(level), flatText(said + frame.fixedText('framework'))];
  }

  /** Who did what: operations of one method say the same. */
  #identity({ comp, compName, method, key }: AccessRecord, units: number): string {
    const known = this.#identities.get(method);
    if (known?.comp === comp && known.compName === compName && known.key === key) return known.text;
    const { renderText } = this.#frame.context;
    let text = '';
    for (const [name, value] of Object.entries({ comp, compName, key, method }))
      if (value !== undefined && value !== '') text += this.#topOf(name) + renderText(value, units);
    text = flatText(text + this.#costKey);
    if (this.#identities.size >= remembered) this.#identities.clear();
    if (method.length <= remembered) this.#identities.set(method, { comp, compName, key, text });
    return text;
  }

  #outcome({ code, ucode, isSlow }: AccessRecord): string {
    const id = (code * 1000 + ucode) * 2 + (isSlow ? 1 : 0);
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const event = this.#topOf('event') + (isSlow ? '"slow"' : '"normal"');
    const text = flatText(`${this.#topOf('code')}${code}${this.#topOf('ucode')}${ucode}${event}`);
    if (this.#outcomes.size < remembered) this.#outcomes.set(id, text);
    return text;
  }

  #text(name: TextName, value: string | undefined, units: number): string {
    if (value === undefined || value === '') return '';
    const key = this.#keys[name];
    if (key.lastValue === value) return key.lastText;
    const text = key.top + this.#frame.context.renderText(value, units);
    if (value.length <= shortText) {
      key.lastValue = value;
      key.lastText = text;
    }
    return text;
  }

  /** `,"name":`, or `,"fields.name":` where the dialect's index holds objects only. */
  #topOf(name: string): string {
    const key = this.#frame.context.keys.of(name);
    return key.role === 'root' ? key.moved : key.top;
  }
}

function hasRare({ error, req, res, bizCode }: AccessRecord): boolean {
  return error !== undefined || req !== undefined || res !== undefined || bizCode !== undefined;
}

/** Returns a text that has been asked for again, as one piece. */
function settle(repeated: Repeated): string {
  if (!repeated.isFlat) {
    repeated.text = flatText(repeated.text);
    repeated.isFlat = true;
  }
  return repeated.text;
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
