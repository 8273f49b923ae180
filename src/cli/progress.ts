import type { Io } from './io.js';

/** Tells how far a long task is. */
export interface Progress {
  step(what: string): void;
  end(): void;
}

/** Returns one line on a terminal that is written over at each step and gone at the end; elsewhere nothing. */
export function createProgress({ stderr }: Pick<Io, 'stderr'>, total: number): Progress {
  const isShown = stderr.isTTY === true && total > 1;
  let count = 0;
  return {
    step(what) {
      count += 1;
      if (isShown) stderr.write(`\r\u001b[2K${count}/${total} ${what}`);
    },
    end() {
      if (isShown) stderr.write('\r\u001b[2K');
    },
  };
}
