import { constants, fstatSync, mkdirSync, openSync, readFileSync, type StatsBase } from 'node:fs';
import { dirname } from 'node:path';
import { TricordError } from '../errors.js';

/** A file descriptor to write to. */
export interface Target {
  readonly name: string;
  readonly fd: number;
  /** Whether a write can be tried at once because it cannot block; others go through the thread pool. */
  readonly isImmediate: boolean;
  /** Whether closing is ours to do. */
  readonly isOwned: boolean;
  /** What one write may hold so that lines of other processes cannot get between; undefined when nothing can. */
  readonly atomicBytes: number | undefined;
  /** Called before so many bytes are written, while no other write is on its way. */
  prepare?(bytes: number): void;
  /** Has the path opened again before the next write. */
  reopen?(): void;
}

/** Linux's PIPE_BUF: writes up to it are whole or not at all, whoever else writes to the pipe. */
export const pipeBytes = 4096;

const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = constants;

/** Opens a file for appending, with its folder; throws TRI_LOGS_UNWRITABLE_FILE. */
export function openAppending(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // A FIFO that nobody reads would hold a blocking open up for ever.
    return openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NONBLOCK, 0o640);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TricordError('TRI_LOGS_UNWRITABLE_FILE', { path, reason }, { cause: error });
  }
}

/** Opens standard output or error so that a reader who stops cannot stop us. */
export function openStandard(name: 'stdout' | 'stderr'): Target {
  const fd = name === 'stdout' ? 1 : 2;
  const stats = statOf(fd);
  const atomicBytes = stats?.isFIFO() === true || stats?.isSocket() === true ? pipeBytes : undefined;
  const shared = { name, fd, isOwned: false, atomicBytes };
  if (stats === undefined) return { ...shared, isImmediate: true };
  if (atomicBytes === undefined) return { ...shared, isImmediate: isImmediate(stats) };
  const own = stats.isFIFO() ? reopenPipe(fd) : undefined;
  if (own !== undefined) return { ...shared, fd: own, isImmediate: true, isOwned: true };
  // Node's own stream puts the descriptor into non-blocking mode, and back when the process ends.
  void process[name].writable;
  return { ...shared, isImmediate: isNonBlocking(fd) };
}

/** A second description of the same pipe can be non-blocking without that being so for all who share the first. */
function reopenPipe(fd: number): number | undefined {
  try {
    return openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK);
  } catch {
    return undefined;
  }
}

function isNonBlocking(fd: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
    return flags === undefined || (Number.parseInt(flags, 8) & O_NONBLOCK) !== 0;
  } catch {
    return true;
  }
}

/** Whether writes to it are tried at once: those to a disk may take long, and go through the thread pool. */
export function isImmediate(stats: Pick<StatsBase<unknown>, 'isFile' | 'isBlockDevice'>): boolean {
  return !stats.isFile() && !stats.isBlockDevice();
}

/**
 * By bigints: the latest other stat of a pipe has Node's `realpathSync` stop half-way, so that modules behind links, as pnpm
 * installs them, would not find their own packages.
 */
function statOf(fd: number): StatsBase<bigint> | undefined {
  try {
    return fstatSync(fd, { bigint: true });
  } catch {
    return undefined;
  }
}
