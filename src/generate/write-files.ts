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
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { TricordError } from '../errors.js';
import { findLeftovers } from './find-leftovers.js';
import type { GeneratedFile } from './generated-file.js';

/** What writing or comparing found of one file. */
export interface FileReport {
  /** Path relative to the output root. */
  readonly path: string;
  /**
   * `current`: as generated; `written`: made or replaced; `removed`: left by an earlier run. When comparing, `missing` and
   * `stale` would be written and `leftover` removed, and `extra` lies in a folder of generated files without being one.
   */
  readonly state: 'current' | 'written' | 'removed' | 'missing' | 'stale' | 'leftover' | 'extra';
  /** What writing would change, as a unified diff. */
  readonly diff?: string;
}

/** Where files go, and whether they are written at all. */
export interface WriteOptions {
  /** Output folder; it is made when it is missing. */
  readonly root: string;
  readonly mode: 'write' | 'compare';
  /** Whether the files are all there shall be of ours, so that what earlier runs left is removed. @default false */
  readonly sweep?: boolean;
}

/**
 * Brings an output folder up to date, or says in what it is not. Each file is replaced as a whole or not at all, and one
 * that is current is not touched. Throws `TRI_GENERATE_UNSAFE_PATH`, before anything is written, when a path would
 * leave the folder, follows a symbolic link, is no regular file or stands twice.
 */
export function writeFiles(
  files: readonly GeneratedFile[],
  { root, mode, sweep = false }: WriteOptions,
): FileReport[] {
  const paths = assertSafe(files, root);
  const leftovers = sweep ? findLeftovers(paths, root) : [];
  const left = leftovers.map((path): FileReport => ({
    path,
    state: mode === 'write' ? 'removed' : 'leftover',
  }));
  if (mode === 'write') {
    const written = files.map((file) => writeFile(file, root));
    for (const path of leftovers) removeFile(path, root);
    return [...written, ...left];
  }
  const extra = findExtra(paths, root).filter(({ path }) => !leftovers.includes(path));
  return [...files.map((file) => compareFile(file, root)), ...left, ...extra].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

function assertSafe(files: readonly GeneratedFile[], root: string): Set<string> {
  const paths = new Set<string>();
  const folded = new Set<string>();
  for (const { path } of files) {
    // Where case does not count, one file would take the place of the other.
    const key = path.toLowerCase();
    const reason = folded.has(key) ? 'it is generated twice.' : findDanger(root, path);
    if (reason !== undefined) throw new TricordError('TRI_GENERATE_UNSAFE_PATH', { path, root, reason });
    paths.add(path);
    folded.add(key);
  }
  return paths;
}

/** Removes a file, and the folders that are empty without it. */
function removeFile(path: string, root: string): void {
  rmSync(join(root, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (readdirSync(join(root, folder)).length > 0) return;
    rmdirSync(join(root, folder));
  }
}

/** Bytes of a name that common file systems take. */
const longestName = 255;

function findDanger(root: string, path: string): string | undefined {
  const parts = path.split('/');
  if (parts.some((part) => !/^[\w.-]+$/.test(part) || part === '.' || part === '..')) {
    return 'its path is not made of plain names below the output folder.';
  }
  if (parts.some((part) => part.length > longestName))
    return `it has a name of more than ${longestName} bytes.`;
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
  const waiting = join(dirname(target), `.${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
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
