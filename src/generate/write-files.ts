import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { TricordError } from '../errors.js';
import type { GeneratedFile } from './generated-file.js';

/** What writing or comparing found of one file. */
export interface FileReport {
  /** Path relative to the output root. */
  readonly path: string;
  /**
   * `current`: as generated; `written`: made or replaced. When comparing, `missing` and `stale` would be written, and
   * `extra` lies in a folder of generated files without being one.
   */
  readonly state: 'current' | 'written' | 'missing' | 'stale' | 'extra';
  /** What writing would change, as a unified diff. */
  readonly diff?: string;
}

/** Where files go, and whether they are written at all. */
export interface WriteOptions {
  /** Output folder; it is made when it is missing. */
  readonly root: string;
  readonly mode: 'write' | 'compare';
}

/**
 * Brings an output folder up to date, or says in what it is not. Each file is replaced as a whole or not at all, and one
 * that is current is not touched. Throws `TRI_GENERATE_UNSAFE_PATH`, before anything is written, when a path would
 * leave the folder, follows a symbolic link, is no regular file or stands twice.
 */
export function writeFiles(files: readonly GeneratedFile[], { root, mode }: WriteOptions): FileReport[] {
  const paths = new Set<string>();
  for (const { path } of files) {
    const reason = paths.has(path) ? 'it is generated twice.' : findDanger(root, path);
    if (reason !== undefined) throw new TricordError('TRI_GENERATE_UNSAFE_PATH', { path, root, reason });
    paths.add(path);
  }
  if (mode === 'write') return files.map((file) => writeFile(file, root));
  return [...files.map((file) => compareFile(file, root)), ...findExtra(paths, root)].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

function findDanger(root: string, path: string): string | undefined {
  const parts = path.split('/');
  if (parts.some((part) => !/^[\w.-]+$/.test(part) || part === '.' || part === '..')) {
    return 'its path is not made of plain names below the output folder.';
  }
  // The root is what the caller chose, link or not; below it nothing may lead elsewhere.
  let at = root;
  for (const [i, part] of parts.entries()) {
    at = join(at, part);
    const stat = lstatSync(at, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    const isLast = i === parts.length - 1;
    if (stat.isSymbolicLink()) return `\`${at}\` is a symbolic link. Remove it.`;
    if (isLast ? !stat.isFile() : !stat.isDirectory()) {
      return `\`${at}\` is not a ${isLast ? 'regular file' : 'folder'}. Remove it.`;
    }
  }
  return undefined;
}

function readCurrent(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(path, 'utf8');
}

function writeFile({ path, content }: GeneratedFile, root: string): FileReport {
  const target = join(root, path);
  if (readCurrent(target) === content) return { path, state: 'current' };
  mkdirSync(dirname(target), { recursive: true });
  // A rename replaces the file in one step only within one file system, so the new text waits beside it.
  const waiting = join(dirname(target), `.${randomBytes(8).toString('hex')}.tmp`);
  try {
    const handle = openSync(waiting, 'wx', 0o644);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(waiting, target);
  } catch (error) {
    rmSync(waiting, { force: true });
    throw error;
  }
  return { path, state: 'written' };
}

function compareFile({ path, content }: GeneratedFile, root: string): FileReport {
  const current = readCurrent(join(root, path));
  if (current === content) return { path, state: 'current' };
  const from = current === undefined ? '/dev/null' : path;
  const diff = createTwoFilesPatch(from, path, current ?? '', content, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return { path, state: current === undefined ? 'missing' : 'stale', diff };
}

function findExtra(paths: ReadonlySet<string>, root: string): FileReport[] {
  const folders = new Set([...paths].map((path) => dirname(path)));
  return [...folders].flatMap((folder) => {
    const at = join(root, folder);
    if (lstatSync(at, { throwIfNoEntry: false }) === undefined) return [];
    return readdirSync(at, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => (folder === '.' ? entry.name : `${folder}/${entry.name}`))
      .filter((path) => !paths.has(path))
      .map((path) => ({ path, state: 'extra' as const }));
  });
}
