import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { JsonnetError } from './jsonnet-error.js';
import type { ImportedFile, ImportRequest, Resolver } from './resolver.js';

/** Where imports may be found. */
export interface FileResolverOptions {
  /** Directories that imports are looked up in, in order, and must not leave. */
  readonly roots: readonly string[];
  /** Virtual modules by import path; files come first. */
  readonly builtins?: Readonly<Record<string, string>>;
  /** Largest file that is read. @default 16 MiB */
  readonly maxFileBytes?: number;
}

/** A resolver that a worker can rebuild, because its options are plain data. */
export interface FileResolver extends Resolver {
  readonly options: FileResolverOptions;
}

const BUILTIN_PREFIX = 'builtin:';

/** Codes that mean "nothing usable here, look further". */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']);

function fail(request: ImportRequest, reason: string): JsonnetError {
  return new JsonnetError(`couldn't open import ${JSON.stringify(request.path)}: ${reason}`);
}

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return (
    relative !== '' &&
    relative !== '..' &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
}

function findRealPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch (caught) {
    if (ABSENT.has((caught as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw caught;
  }
}

/**
 * Reads a regular file without ever waiting for one that is none; the checks are on the open file, not its
 * name.
 */
function readRegularFile(file: string, maxBytes: number): Uint8Array | string {
  // O_NONBLOCK keeps a FIFO from blocking, O_NOFOLLOW notices a link put there since the name was resolved.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stat = fstatSync(handle);
    if (stat.isDirectory()) return 'it is a directory';
    if (!stat.isFile()) return 'it is not a regular file';
    if (stat.size > maxBytes) return `it has ${stat.size} bytes, more than the ${maxBytes} allowed`;
    const content = new Uint8Array(stat.size);
    let length = 0;
    while (length < content.length) {
      const read = readSync(handle, content, length, content.length - length, length);
      if (read === 0) break;
      length += read;
    }
    return content.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

/** Places to look in, best first, as the name to show and the path to open. */
function listCandidates(
  request: ImportRequest,
  roots: readonly string[],
): { shown: string; opened: string }[] {
  const { path: wanted, from } = request;
  if (path.isAbsolute(wanted)) return [{ shown: wanted, opened: wanted }];
  const besides = from && !from.id.startsWith(BUILTIN_PREFIX);
  const near = besides
    ? [
        {
          shown: path.join(path.dirname(from.fileName), wanted),
          opened: path.resolve(path.dirname(from.id), wanted),
        },
      ]
    : [];
  return [
    ...near,
    ...roots.map((root) => ({ shown: path.join(root, wanted), opened: path.resolve(root, wanted) })),
  ];
}

function findBuiltin(
  request: ImportRequest,
  builtins: Readonly<Record<string, string>>,
): ImportedFile | undefined {
  const { path: wanted, from } = request;
  const near = from?.id.startsWith(BUILTIN_PREFIX)
    ? path.posix.join(path.posix.dirname(from.id.slice(BUILTIN_PREFIX.length)), wanted)
    : wanted;
  const name = [near, wanted].find((each) => Object.hasOwn(builtins, each));
  if (name === undefined) return undefined;
  return { id: BUILTIN_PREFIX + name, fileName: BUILTIN_PREFIX + name, content: builtins[name] ?? '' };
}

/**
 * Returns a resolver of files that stays inside its roots: after all links are followed a file must lie in
 * one, be a regular file and not too large. An import is looked for beside the importing file, then in the
 * roots in order, then among the built-ins. A file that exists outside of the roots is an error, not a
 * reason to look further.
 */
export function createFileResolver(options: FileResolverOptions): FileResolver {
  const { roots, builtins = {}, maxFileBytes = 16 * 1024 * 1024 } = options;
  const realRoots = roots.map((root) => findRealPath(root)).filter((root) => root !== undefined);

  function read(request: ImportRequest, opened: string): { id: string; content: Uint8Array } | undefined {
    const id = findRealPath(opened);
    if (id === undefined) return undefined;
    if (!realRoots.some((root) => isInside(root, id)))
      throw fail(request, 'it lies outside of the allowed roots');
    const content = readRegularFile(id, maxFileBytes);
    if (typeof content === 'string') throw fail(request, content);
    return { id, content };
  }

  function resolve(request: ImportRequest): ImportedFile {
    if (request.path === '') throw fail(request, 'the empty string is not a valid filename');
    if (request.path.endsWith('/')) throw fail(request, 'it is a directory');
    if (request.path.includes('\0')) throw fail(request, 'the name has a NUL character');
    for (const { shown, opened } of listCandidates(request, roots)) {
      const found = read(request, opened);
      if (found) return { ...found, fileName: shown };
    }
    const builtin = findBuiltin(request, builtins);
    if (builtin) return builtin;
    throw fail(request, 'no match locally or in the Jsonnet library paths.');
  }

  return {
    options,
    resolve(request) {
      try {
        return resolve(request);
      } catch (caught) {
        if (caught instanceof JsonnetError) throw caught;
        throw fail(request, (caught as Error).message);
      }
    },
  };
}
