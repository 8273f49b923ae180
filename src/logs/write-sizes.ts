import { batchUnits } from './line-queue.js';
import type { Target } from './open-target.js';

/** What goes through the thread pool goes in larger pieces: handing over costs as much as thirty lines. */
const pooledUnits = 4 * batchUnits;
/** With the line that closes it, a batch for a pipe is rarely longer than one write that nobody can tear. */
const pipeUnits = 3072;
const newline = 10;

/** Returns the UTF-16 units to aim for in one write to a target. */
export function unitsFor({ atomicBytes, isImmediate }: Target): number {
  if (atomicBytes !== undefined) return pipeUnits;
  return isImmediate ? batchUnits : pooledUnits;
}

/** As many whole lines as one write takes without those of another process getting between; a longer line goes alone. */
export function atomicLength(
  buffer: Buffer,
  from: number,
  end: number,
  atomicBytes: number | undefined,
): number {
  if (atomicBytes === undefined || end - from <= atomicBytes) return end - from;
  const last = buffer.lastIndexOf(newline, from + atomicBytes - 1);
  return (last >= from ? last : buffer.indexOf(newline, from)) + 1 - from;
}
