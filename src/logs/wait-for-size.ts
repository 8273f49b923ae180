import { fstatSync } from 'node:fs';

/** Returns the bytes of a file; of what is none, such as a pipe, infinity: its size says nothing. */
export function sizeOf(fd: number): number {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() ? stats.size : Infinity;
  } catch {
    return Infinity;
  }
}

/**
 * Holds the process until a file has grown to a size, or for `timeoutMs`: how a process that exits sees a write end.
 * Returns whether it has grown.
 */
export function waitForSize(fd: number, size: number, timeoutMs: number): boolean {
  const endsAt = performance.now() + timeoutMs;
  while (sizeOf(fd) < size) {
    if (performance.now() >= endsAt) return false;
    pause(1);
  }
  return true;
}

/** Holds the process. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
