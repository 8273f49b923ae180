import { join } from 'node:path';

/** A setting that a key of Ego's gives. */
export interface EgoSetting {
  readonly path: string;
  readonly value: unknown;
  /** The key, as the file spells it. */
  readonly key: string;
  /** Whether both loggers have it in common here. */
  readonly isShared: boolean;
}

/** A key that is understood and has no effect. */
export interface SettingNote {
  readonly setting: string;
  readonly why: string;
}

/** What a section of Ego's about one of its loggers says. */
export interface EgoLogger {
  readonly settings: readonly EgoSetting[];
  readonly notes: readonly SettingNote[];
  /** Keys that Ego does not know either. */
  readonly unknown: readonly string[];
}

const loggers: Readonly<Record<string, { level: string; destination: string; file: string; name: string }>> =
  {
    'logger.default': {
      level: 'logs.level',
      destination: 'logs.destination',
      file: 'logs.file',
      name: 'default.log',
    },
    'logger.ego': {
      level: 'logs.frameworkLevel',
      destination: 'logs.frameworkDestination',
      file: 'logs.frameworkFile',
      name: 'ego.sys',
    },
  };

/** Whether a section is about a logger of Ego's. */
export function isEgoLogger(section: string): boolean {
  return Object.hasOwn(loggers, section);
}

const dayMs = 86_400_000;
const scaled =
  (factor: number) =>
  (value: unknown): unknown =>
    typeof value === 'number' ? value * factor : value;
const asIs = (value: unknown): unknown => value;

/** Ego's key, lower case → ours, which holds for both loggers, and how the value is converted: from MB, from days. */
const shared: Readonly<Record<string, readonly [path: string, convert: (value: unknown) => unknown]>> = {
  maxsize: ['logs.rotateBytes', scaled(1024 * 1024)],
  maxage: ['logs.keepMs', scaled(dayMs)],
  maxbackup: ['logs.keepFiles', asIs],
  rotateinterval: ['logs.rotateMs', asIs],
  enableaddcaller: ['logs.caller', asIs],
};

const buffered = 'a line waits for at most 20 ms, and an error not at all';
/** Keys with no counterpart → the value that asks for nothing else than what is done anyway, and why it has no effect. */
const ignored: Readonly<Record<string, readonly [harmless: unknown, why: string]>> = {
  debug: [false, 'debug mode is that of the whole service: set `debug`'],
  enableasync: [true, `files are written in the background; ${buffered}`],
  async: [true, `files are written in the background; ${buffered}`],
  flushbuffersize: [undefined, buffered],
  flushbufferinterval: [undefined, buffered],
};

const places = ['dir', 'name', 'writer'];
const writers = ['file', 'stdout', 'stderr'];

/** Every key of a logger's section, lower case. */
export const egoLoggerKeys: readonly string[] = [
  'level',
  ...places,
  ...Object.keys(shared),
  ...Object.keys(ignored),
];

/** Reads a section about one of Ego's loggers; keys are compared without case. */
export function readEgoLogger(section: string, pairs: readonly (readonly [string, unknown])[]): EgoLogger {
  const logger = loggers[section] as (typeof loggers)[string];
  const settings: EgoSetting[] = [];
  const notes: SettingNote[] = [];
  const unknown: string[] = [];
  const told = new Map(pairs.map(([key, value]) => [key.toLowerCase(), { key, value }]));
  for (const [name, { key, value }] of told) {
    const [path, convert = asIs] = shared[name] ?? [];
    const [harmless, why] = ignored[name] ?? [];
    if (name === 'level') settings.push({ path: logger.level, value, key, isShared: false });
    else if (path !== undefined) settings.push({ path, value: convert(value), key, isShared: true });
    else if (why !== undefined && value !== harmless) notes.push({ setting: `${section}.${key}`, why });
    else if (why === undefined && !places.includes(name)) unknown.push(key);
  }
  const writer = told.get('writer');
  const kind = typeof writer?.value === 'string' ? writer.value.toLowerCase() : writer?.value;
  if (typeof kind === 'string' && !writers.includes(kind)) {
    const why = `there is no writer \`${kind.slice(0, 40)}\`; there are ${writers.join(', ')}`;
    notes.push({ setting: `${section}.${writer?.key ?? ''}`, why });
  } else settings.push(...readPlace(logger, kind, told));
  return { settings, notes, unknown };
}

/** Ego writes a file unless told otherwise; here that takes a name, a folder or the word. */
function readPlace(
  logger: (typeof loggers)[string],
  kind: unknown,
  told: ReadonlyMap<string, { readonly key: string; readonly value: unknown }>,
): EgoSetting[] {
  const [dir, name, writer] = places.map((place) => told.get(place));
  if (kind === undefined && dir === undefined && name === undefined) return [];
  const destination = kind ?? 'file';
  const key = (writer ?? dir ?? name)?.key ?? '';
  const place = { path: logger.destination, value: destination, key, isShared: false };
  if (destination !== 'file') return [place];
  const parts = [dir?.value ?? './logs', name?.value ?? logger.name];
  const path = parts.every((part) => typeof part === 'string') ? join(...(parts as string[])) : parts[0];
  return [
    place,
    { path: logger.file, value: path, key: (name ?? dir ?? writer)?.key ?? '', isShared: false },
  ];
}
