import type { AccessLevel, AccessRecord } from './access-renderer.js';
import { flatText } from './flat-text.js';
import type { LineFrame } from './line-frame.js';

interface Identity extends Pick<AccessRecord, 'comp' | 'compName' | 'key'> {
  readonly text: string;
}

/** A text that is made one piece when it is asked for again. */
interface Repeated {
  text: string;
  isFlat: boolean;
}

interface Peer extends Pick<AccessRecord, 'name' | 'ip' | 'peerName' | 'peerIp'>, Repeated {}

/** Methods and outcomes come from closed sets, callers do not; none of them must fill the memory. */
const remembered = 1000;
/** Longer pieces depend on how narrow a line has to be. */
const longestPiece = 512;
const peerNames = ['name', 'ip', 'peerName', 'peerIp'] as const;

/**
 * The pieces of access lines that repeat, rendered once. A line is cheap when it is joined of few pieces, so that each
 * holds all that can stand together, the quotes of the texts between them too.
 */
export class AccessPieces {
  /** `,"addr":"`, with which every outcome ends. */
  readonly addrKey: string;
  readonly #frame: LineFrame;
  readonly #heads: Readonly<Record<AccessLevel, readonly [beforeTime: string, afterTime: string]>>;
  #lastStart = { level: '', time: '', text: '', isFlat: false };
  readonly #identities = new Map<string, Identity>();
  readonly #outcomes = new Map<number, string>();
  readonly #peers = new Map<string | undefined, Peer>();

  constructor(frame: LineFrame) {
    this.#frame = frame;
    this.#heads = { info: this.#head('info'), warn: this.#head('warn'), error: this.#head('error') };
    this.addrKey = `${this.top('addr')}"`;
  }

  /** Everything up to the ids; a busy service writes many lines a millisecond. */
  start(level: AccessLevel): string {
    const time = this.#frame.time();
    const last = this.#lastStart;
    if (last.level === level && last.time === time) return settle(last);
    const [beforeTime, afterTime] = this.#heads[level];
    const text = beforeTime + time + afterTime;
    this.#lastStart = { level, time, text, isFlat: false };
    return text;
  }

  /** Who did what, between the quote that closes the ids and the cost: operations of one method say the same. */
  identity({ comp, compName, method, key }: AccessRecord, units: number): string {
    const known = this.#identities.get(method);
    if (known?.comp === comp && known.compName === compName && known.key === key) return known.text;
    let text = '"';
    for (const [name, value] of Object.entries({ comp, compName, key, method }))
      text += this.field(name, value, units);
    text = flatText(text + this.top('cost'));
    this.#remember(this.#identities, method, { comp, compName, key, text });
    return text;
  }

  /** How it ended, with the key of the address that follows. */
  outcome({ code, ucode, isSlow }: AccessRecord): string {
    const id = (code * 1000 + ucode) * 2 + (isSlow ? 1 : 0);
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const event = this.top('event') + (isSlow ? '"slow"' : '"normal"');
    const text = flatText(`${this.top('code')}${code}${this.top('ucode')}${ucode}${event}${this.addrKey}`);
    if (this.#outcomes.size < remembered) this.#outcomes.set(id, text);
    return text;
  }

  /** Who was at the other end, from the quote that closes the address: callers and callees repeat. */
  peer(record: AccessRecord, units: number): string {
    const { name, ip, peerName, peerIp } = record;
    const by = peerIp ?? name;
    const known = this.#peers.get(by);
    if (known !== undefined && isSamePeer(known, record)) return settle(known);
    let text = '"';
    for (const field of peerNames) text += this.field(field, record[field], units);
    this.#remember(this.#peers, by, { name, ip, peerName, peerIp, text, isFlat: false });
    return text;
  }

  /** `,"name":"value"`; nothing for what is unknown. */
  field(name: string, value: string | undefined, units: number): string {
    if (value === undefined || value === '') return '';
    return this.top(name) + this.#frame.context.renderText(value, units);
  }

  /** `,"name":`, or `,"fields.name":` where the dialect's index holds objects only. */
  top(name: string): string {
    const key = this.#frame.context.keys.of(name);
    return key.role === 'root' ? key.moved : key.top;
  }

  #head(level: AccessLevel): readonly [string, string] {
    const frame = this.#frame;
    const said = frame.afterTime(level, frame.nameText('framework'), '"access"');
    return [frame.beforeTime(level), flatText(said + frame.fixedText('framework'))];
  }

  #remember<Key, Piece extends { text: string }>(pieces: Map<Key, Piece>, key: Key, piece: Piece): void {
    if (piece.text.length > longestPiece) return;
    if (pieces.size >= remembered) pieces.clear();
    pieces.set(key, piece);
  }
}

function isSamePeer(known: Peer, { name, ip, peerName, peerIp }: AccessRecord): boolean {
  return known.peerIp === peerIp && known.peerName === peerName && known.name === name && known.ip === ip;
}

function settle(repeated: Repeated): string {
  if (!repeated.isFlat) {
    repeated.text = flatText(repeated.text);
    repeated.isFlat = true;
  }
  return repeated.text;
}
