/** One timer that never keeps the process alive: it either starts something later or lets somebody sleep. */
export class WakeableTimer {
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #wake: (() => void) | undefined;

  /** Calls `fn` after a delay, unless a call is already under way. */
  start(delayMs: number, fn: () => void): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      fn();
    }, delayMs).unref();
  }

  /** Calls `fn` as soon as the current work yields. */
  hurry(fn: () => void): void {
    this.#immediate ??= setImmediate(() => {
      this.#immediate = undefined;
      fn();
    }).unref();
  }

  /** Cancels what was started. */
  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
  }

  /** Resolves after a delay, or earlier when woken. */
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), delayMs).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends a sleep. */
  wake(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}

/** Waits for something at most `deadlineMs`, keeping the process alive meanwhile; never rejects. */
export async function raceDeadline(deadlineMs: number, act: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadlineMs);
  });
  try {
    await Promise.race([act(), deadline]);
  } catch {
    // What an exporter says while it stops changes nothing any more.
  } finally {
    clearTimeout(timer);
  }
}
