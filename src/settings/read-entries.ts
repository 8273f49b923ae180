import { TricordError } from '../errors.js';
import { nearestName } from '../policies/nearest-name.js';
import { parseDuration } from './duration.js';
import { egoLoggerKeys, isEgoLogger, readEgoLogger, type SettingNote } from './ego-logger.js';
import { egoComponentKeys, egoRoots, egoSections } from './ego-names.js';
import { type Entry, keyOf } from './entries.js';
import { elementNode, resolveNode, type SchemaNode } from './schema.js';

/** What a source sets, and which of its sections are no settings of ours. */
export interface ReadEntries {
  readonly entries: readonly Entry[];
  /** Sections and keys of an Ego configuration that belong to the application. */
  readonly left: readonly string[];
  /** What is understood and has no effect. */
  readonly notes: readonly SettingNote[];
}

type Table = Readonly<Record<string, unknown>>;

/** Keys one source may have; shared YAML aliases can make a few lines look like millions. */
const keyLimit = 10_000;

/**
 * Returns what an object sets. Keys are compared without case, Ego's names are understood and durations may be written
 * as `500ms`. Throws `TRI_SETTINGS_UNKNOWN_KEY` for a key nobody reads (in an Ego configuration, which the application
 * shares, only when it resembles one that is read), and `TRI_SETTINGS_DUPLICATE_KEY`.
 */
export function readEntries(input: Table, schema: SchemaNode, source: string): ReadEntries {
  const reader = new EntryReader(schema, source, isEgoConfiguration(input));
  reader.readRoot(input);
  return { entries: [...reader.entries.values()], left: reader.left, notes: reader.notes };
}

class EntryReader {
  readonly entries = new Map<string, Entry>();
  readonly left: string[] = [];
  readonly notes: SettingNote[] = [];
  readonly #schema: SchemaNode;
  readonly #source: string;
  /** Whether the application's own settings may stand beside ours. */
  readonly #isShared: boolean;
  #keys = 0;

  constructor(schema: SchemaNode, source: string, isShared: boolean) {
    this.#schema = schema;
    this.#source = source;
    this.#isShared = isShared;
  }

  readRoot(table: Table): void {
    const groups = this.#schema.properties ?? {};
    const known = [...Object.keys(groups), ...egoRoots];
    for (const [key, value] of this.#keysOf(table)) {
      const name = findKey(key, Object.keys(groups));
      if (value === undefined) continue;
      if (name !== undefined) this.#readNode(value, groups[name] ?? {}, [name], key);
      else if (isTable(value) && !resembles(key, known)) this.#readForeign(value, [key]);
      else this.#refuse(key, key, known);
    }
  }

  #readNode(value: unknown, node: SchemaNode, path: readonly string[], spelled: string): void {
    const { properties } = resolveNode(this.#schema, node);
    // A group that is empty in YAML is null.
    if (properties !== undefined && value === null) return;
    if (!isTable(value)) return this.#add(path, value, spelled);
    if (elementNode(this.#schema, node) !== undefined) return this.#readComponents(value, [], spelled);
    if (properties === undefined) return this.#add(path, value, spelled);
    for (const [key, child] of this.#keysOf(value)) {
      const name = findKey(key, Object.keys(properties));
      if (child === undefined) continue;
      if (name === undefined) this.#refuse(`${spelled}.${key}`, key, Object.keys(properties));
      else this.#readNode(child, properties[name] ?? {}, [...path, name], `${spelled}.${key}`);
    }
  }

  /** `components` by name; a name with dots may be written as nested tables, as TOML does. */
  #readComponents(table: Table, names: readonly string[], spelled: string): void {
    for (const [key, value] of this.#keysOf(table)) {
      const place = `${spelled}.${key}`;
      if (isTable(value)) this.#readComponents(value, [...names, key], place);
      else if (names.length === 0) this.#add(['components', key], value, place);
      else if (value !== undefined) this.#readComponentKey(key, value, names, place);
    }
  }

  /** A section of Ego's at the top: one of its own, a component's, or the application's. */
  #readForeign(table: Table, names: readonly string[]): void {
    const section = names.join('.');
    if (isEgoLogger(section.toLowerCase())) return this.#readLogger(table, section);
    const known = lookUp(egoSections, section.toLowerCase());
    if (known !== undefined) return this.#readEgoSection(table, known, section, '');
    const pairs = this.#keysOf(table);
    const values = pairs.filter(([, value]) => !isTable(value) && value !== undefined);
    const tables = pairs.filter(([, value]) => isTable(value));
    if (values.some(([key]) => componentKey(key) !== undefined || resembles(key, componentNames))) {
      for (const [key, value] of values) this.#readComponentKey(key, value, names, `${section}.${key}`);
    } else if (values.length > 0 || tables.length === 0) {
      this.#refuse(section, names[0] ?? '', [...Object.keys(this.#schema.properties ?? {}), ...egoRoots]);
    }
    for (const [key, value] of tables) this.#readForeign(value as Table, [...names, key]);
  }

  #readLogger(table: Table, section: string): void {
    const pairs = this.#keysOf(table).filter(([, value]) => value !== undefined);
    const { settings, notes, unknown } = readEgoLogger(section.toLowerCase(), pairs);
    this.notes.push(...notes);
    for (const key of unknown) this.#refuse(`${section}.${key}`, key, egoLoggerKeys);
    for (const { path, value, key, isShared } of settings) {
      const spelled = `${section}.${key}`;
      const first = isShared ? this.entries.get(path) : undefined;
      if (first === undefined || !isEgoLogger(first.spelled.toLowerCase().split('.', 2).join('.')))
        this.#add(path.split('.'), value, spelled);
      else if (first.value !== value)
        this.notes.push({ setting: spelled, why: `both loggers have it in common, by \`${first.spelled}\`` });
    }
  }

  #readEgoSection(
    table: Table,
    known: Readonly<Record<string, string>>,
    section: string,
    inner: string,
  ): void {
    for (const [key, value] of this.#keysOf(table)) {
      const name = inner + key;
      const path = lookUp(known, name.toLowerCase());
      if (path !== undefined) this.#add(path.split('.'), value, `${section}.${name}`);
      else if (isTable(value)) this.#readEgoSection(value, known, section, `${name}.`);
      else if (value !== undefined) this.#refuse(`${section}.${name}`, name, Object.keys(known));
    }
  }

  #readComponentKey(key: string, value: unknown, names: readonly string[], spelled: string): void {
    const name = componentKey(key);
    if (name !== undefined) this.#add(['components', names.join('.'), name], value, spelled);
    else this.#refuse(spelled, key, componentNames);
  }

  #keysOf(table: Table): [key: string, value: unknown][] {
    const pairs = Object.entries(table);
    this.#keys += pairs.length;
    if (this.#keys <= keyLimit) return pairs;
    const expected = `at most ${keyLimit} keys`;
    throw new TricordError('TRI_SETTINGS_WRONG_VALUE', {
      key: 'settings',
      source: this.#source,
      value: `more than ${keyLimit} keys`,
      expected,
    });
  }

  #add(path: readonly string[], value: unknown, spelled: string): void {
    const key = keyOf(path);
    const first = this.entries.get(key)?.spelled;
    if (first !== undefined) {
      throw new TricordError('TRI_SETTINGS_DUPLICATE_KEY', {
        key,
        first,
        second: spelled,
        source: this.#source,
      });
    }
    const isDuration = key.endsWith('Ms') && typeof value === 'string';
    const plain = isDuration ? (parseDuration(value) ?? value) : value;
    this.entries.set(key, { path, value: plain, spelled, source: this.#source });
  }

  #refuse(spelled: string, key: string, known: readonly string[]): void {
    if (this.#isShared && !resembles(key, known)) return void this.left.push(spelled);
    const near = nearestName(key, known);
    const hint = near === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
    throw new TricordError('TRI_SETTINGS_UNKNOWN_KEY', { key: spelled, source: this.#source, hint });
  }
}

/** The keys of a component's section; the schema holds the same ones, which a test asserts. */
export const componentKeys: readonly string[] = Object.values(egoComponentKeys);

const componentNames = [...componentKeys, ...Object.keys(egoComponentKeys)];

function componentKey(key: string): string | undefined {
  const ego = findKey(key, Object.keys(egoComponentKeys));
  return ego === undefined ? findKey(key, componentKeys) : lookUp(egoComponentKeys, ego);
}

/** Closer than the usual "did you mean": an application's `jobs` is not our `logs`. */
function resembles(key: string, known: readonly string[]): boolean {
  if (egoRoots.includes(key.toLowerCase())) return false;
  return nearestName(key, known, (name) => Math.min(2, Math.ceil(name.length / 4))) !== undefined;
}

function isEgoConfiguration(input: Table): boolean {
  return Object.entries(input).some(
    ([key, value]) => isTable(value) && egoRoots.includes(key.toLowerCase().split('.')[0] ?? ''),
  );
}

function findKey(key: string, known: readonly string[]): string | undefined {
  return known.find((name) => name === key) ?? known.find((name) => name.toLowerCase() === key.toLowerCase());
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
