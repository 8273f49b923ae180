import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { createRequire } from 'node:module';
import type * as Yaml from 'js-yaml';
import type * as Toml from 'smol-toml';
import { TricordError } from '../errors.js';

/** A settings file as it was at one moment. */
export interface FileSnapshot {
  readonly path: string;
  readonly text: string;
  /** First twelve hex digits of the SHA-256 of the text. */
  readonly hash: string;
  /** What `__metadata.<file>` says of it, empty without one. */
  readonly version: string;
  readonly changeLog: string;
  /** Whether it stands in a mounted ConfigMap or Secret, which is only ever replaced as a whole. */
  readonly isVolume: boolean;
}

/** Bytes a settings file may have. */
const sizeLimit = 1 << 20;

/** A volume's folder may be replaced while it is read; the next try finds the new one. */
const triesPerRead = 5;

/** Most services have no file, or one in one format; no start should pay for the others. */
const require = createRequire(import.meta.url);
const parseYaml = (text: string): unknown => (require('js-yaml') as typeof Yaml).load(text);

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  '.json': (text) => JSON.parse(text),
  '.toml': (text) => (require('smol-toml') as typeof Toml).parse(text),
  '.yaml': parseYaml,
  '.yml': parseYaml,
};

/** Reads a settings file and its metadata from one snapshot; throws `TRI_SETTINGS_UNREADABLE_FILE`. */
export function readSnapshot(path: string): FileSnapshot {
  for (let tries = 1; ; tries++) {
    try {
      return readOnce(path);
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isGone || tries === triesPerRead) throw unreadable(path, error);
    }
  }
}

/** Parses a snapshot as JSON, TOML or YAML by its name; throws `TRI_SETTINGS_UNREADABLE_FILE`. */
export function parseSnapshot({ path, text }: FileSnapshot): unknown {
  const parse = parsers[extname(path).toLowerCase()];
  if (parse === undefined) throw unreadable(path, new Error('it is neither .json, .toml, .yaml nor .yml'));
  try {
    return parse(text) ?? {};
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * Kubernetes swaps the link `..data` of a volume; resolved once, all files read are of one version, whatever happens
 * meanwhile (AtomicWriter of k8s.io/kubernetes/pkg/volume/util).
 */
function readOnce(path: string): FileSnapshot {
  const volume = resolveVolume(dirname(path));
  const file = volume === undefined ? realpathSync(path) : join(volume, basename(path));
  if (statSync(file).size > sizeLimit) throw new Error('it is larger than 1 MiB');
  const text = readFileSync(file, 'utf8');
  const metadata = readMetadata(join(dirname(file), `__metadata.${basename(path)}`));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { path, text, hash, ...metadata, isVolume: volume !== undefined };
}

function resolveVolume(folder: string): string | undefined {
  try {
    return realpathSync(join(folder, '..data'));
  } catch {
    return undefined;
  }
}

/** The deck's `{"version": "…", "change_log": "…", "uid": 485}`; anything else is as good as none. */
function readMetadata(path: string): Pick<FileSnapshot, 'version' | 'changeLog'> {
  try {
    if (statSync(path).size > sizeLimit) return { version: '', changeLog: '' };
    const { version, change_log: changeLog } = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      unknown
    >;
    return { version: shortText(version), changeLog: shortText(changeLog) };
  } catch {
    return { version: '', changeLog: '' };
  }
}

function shortText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : '';
}

/** Without the cause: parsers put the text of the file into their errors, and it may hold tokens. */
function unreadable(path: string, error: unknown): TricordError {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new TricordError('TRI_SETTINGS_UNREADABLE_FILE', { path, reason });
}
