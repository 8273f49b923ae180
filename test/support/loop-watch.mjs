import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Starts to watch how long the event loop of this thread is held at a time. What counts is the CPU time that the thread
 * spends between two turns: on a quiet machine that is how long the loop is held, and on a busy one it leaves out what
 * the machine ran meanwhile, which is in `longestWallMs` only.
 */
export function watchLoop() {
  const clock = openThreadClock();
  const held = [];
  let longestWallMs = 0;
  let lastWallMs = performance.now();
  let lastMs = clock.readMs();
  const timer = setInterval(() => {
    const wallMs = performance.now();
    const ms = clock.readMs();
    held.push(ms - lastMs);
    longestWallMs = Math.max(longestWallMs, wallMs - lastWallMs);
    lastWallMs = wallMs;
    lastMs = ms;
  }, 1);
  return {
    reset() {
      held.length = 0;
      longestWallMs = 0;
    },
    stop() {
      clearInterval(timer);
      clock.close();
      held.sort((a, b) => a - b);
      const p99Ms = held[Math.floor(held.length * 0.99)] ?? 0;
      return { longestMs: held.at(-1) ?? 0, p99Ms, longestWallMs, turns: held.length };
    },
  };
}

/** The CPU time of this thread, as Linux counts it; the time of day elsewhere. */
function openThreadClock() {
  try {
    const file = openSync('/proc/thread-self/schedstat');
    const bytes = Buffer.alloc(64);
    const readMs = () => parseInt(bytes.toString('latin1', 0, readSync(file, bytes, 0, 64, 0)), 10) / 1e6;
    return { readMs, close: () => closeSync(file) };
  } catch {
    return { readMs: () => performance.now(), close: () => undefined };
  }
}
