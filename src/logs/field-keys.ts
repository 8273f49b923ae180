import { type Dialect, reservedKeys } from '../log-dialects.js';
import { quote, toWellFormed } from './quote.js';
import type { KeySecrecy } from '../policies/secret-keys.js';

/** What is known of a key once it has been seen: its JSON texts and how its value is treated. */
export interface FieldKey {
  /** Name on the line's top level, where reserved names are moved to `fields.<name>`. */
  readonly name: string;
  /** `,"name":` for the top level. */
  readonly top: string;
  /** `,"fields.name":`, for a key whose place is taken. */
  readonly moved: string;
  /** `,"key":` for objects below. */
  readonly nested: string;
  readonly isSecret: boolean;
  /** `message` and `error` have a place of their own; a `root` holds objects only; `serialized` keys are ordinary. */
  readonly role: 'field' | 'message' | 'error' | 'root';
  /** The last short text under this key and what it was rendered as: methods, codes and names repeat. */
  lastValue: string | undefined;
  lastText: string;
}

/** Looks up keys; the answers are remembered, because services use few keys and use them often. */
export interface FieldKeys {
  /** `ordinal` keeps two keys apart that had to be cut. */
  of(key: string, ordinal?: number): FieldKey;
  isSecret(key: string): boolean;
}

const longestKey = 200;
const rememberedKeys = 2000;
const movedPrefix = 'fields.';
const errorNames = new Set(['error', 'err']);
const lone = /\p{Surrogate}/u;

/** Creates the look-up of one dialect; it remembers at most 2,000 keys of at most 64 characters. */
export function createFieldKeys(dialect: Dialect, judge: (key: string) => KeySecrecy): FieldKeys {
  const known = new Map<string, FieldKey>();
  const reserved = reservedKeys(dialect);
  const roots = new Set(dialect.roots);
  // Below these roots our own keys live, so an object there could say `trace: { id }` in our place.
  const owned = new Set([...reserved].filter((key) => key.includes('.')).map((key) => key.split('.')[0]));

  function describe(key: string, ordinal: number): FieldKey {
    const isOdd = key.length > longestKey || lone.test(key);
    const isForeign = isOdd || key.startsWith(movedPrefix);
    const plain = isOdd ? `${toWellFormed(key.slice(0, longestKey))}…${ordinal}` : key;
    const moved = movedPrefix + plain;
    const name = nameOf(key) ?? (isForeign ? moved : plain);
    return {
      name,
      top: `,${quote(name)}:`,
      moved: `,${quote(moved)}:`,
      nested: `,${quote(isForeign ? moved : plain)}:`,
      isSecret: judge(key) !== 'open',
      role: roleOf(key, isOdd),
      lastValue: undefined,
      lastText: '',
    };
  }

  function nameOf(key: string): string | undefined {
    if (key === 'error') return dialect.keys.error;
    return reserved.has(key) || owned.has(key) ? movedPrefix + key : undefined;
  }

  function roleOf(key: string, isOdd: boolean): FieldKey['role'] {
    if (isOdd) return 'field';
    if (errorNames.has(key)) return 'error';
    if (key === 'msg' || key === dialect.keys.message) return 'message';
    return roots.has(key) ? 'root' : 'field';
  }

  function of(key: string, ordinal = 0): FieldKey {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = describe(key, ordinal);
    if (known.size < rememberedKeys && key.length <= 64 && !lone.test(key)) known.set(key, made);
    return made;
  }

  return { of, isSecret: (key) => of(key).isSecret };
}
