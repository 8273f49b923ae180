import { constants, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TricordError } from '../errors.js';
import { fetchPage } from './fetch-page.js';
import type { Io } from './io.js';

/** Something to check, opened. */
export interface OpenTarget {
  /** Name in reports. */
  readonly file: string;
  readonly origin: 'url' | 'file' | 'stdin';
  /** Format that a server says its page has. */
  readonly format?: 'text' | 'openmetrics';
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Opens a URL, a file, or `-` for standard input; throws a `TRI_CLI_…` error when it cannot be read. */
export async function openTarget(target: string, io: Pick<Io, 'stdin' | 'cwd'>): Promise<OpenTarget> {
  if (target === '-') return { file: '<stdin>', origin: 'stdin', chunks: io.stdin };
  if (/^https?:\/\//i.test(target)) return { file: target, origin: 'url', ...(await fetchPage(target)) };
  return { file: target, origin: 'file', chunks: await openFile(target, resolve(io.cwd, target)) };
}

async function openFile(target: string, path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    // Without O_NONBLOCK a FIFO that nobody writes to would hold the whole run.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await handle.stat();
    if (stat.isFile())
      return readChunks(target, createReadStream(path, { fd: handle, highWaterMark: 1 << 18 }));
    await handle.close();
    throw new Error(stat.isDirectory() ? 'it is a folder' : 'it is no regular file');
  } catch (error) {
    throw explain(target, error);
  }
}

async function* readChunks(target: string, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw explain(target, error);
  }
}

function explain(target: string, error: unknown): TricordError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason =
    code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'access is denied' : message;
  return new TricordError('TRI_CLI_UNREADABLE_TARGET', { target, reason }, { cause: error });
}
