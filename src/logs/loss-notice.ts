import { write } from 'node:fs';

/** Says why lines are lost and how many have been; at most once a minute, and never throws or waits. */
export type LossNotice = (reason: string, dropped: number) => void;

const intervalMs = 60_000;

/** Creates the notice of one destination, which speaks on standard error. */
export function createLossNotice(
  destination: string,
  now: () => number = () => performance.now(),
): LossNotice {
  let lastAt = -Infinity;
  return (reason, dropped) => {
    const at = now();
    if (at - lastAt < intervalMs) return;
    lastAt = at;
    const text = `tricord: log destination ${destination} fails (${reason}), ${dropped} lines lost so far\n`;
    // Through the thread pool, because standard error may be a pipe that nobody reads.
    write(2, text, () => undefined);
  };
}
