interface Waiter {
  left: number;
  lost: number;
  readonly resolve: (isDelivered: boolean) => void;
  readonly timer: NodeJS.Timeout;
}

/** Callers of a flush, each waiting until the spans that were queued when it called are settled. */
export class FlushWaiters {
  readonly #waiters = new Set<Waiter>();

  get isWaiting(): boolean {
    return this.#waiters.size > 0;
  }

  /** Resolves true when the next `count` spans are settled without loss, false on a loss or after `timeoutMs`. */
  add(count: number, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      // This timer keeps the process alive on purpose: somebody waits.
      const timer = setTimeout(() => this.#finish(waiter, false), Math.max(0, timeoutMs));
      const waiter: Waiter = { left: count, lost: 0, resolve, timer };
      this.#waiters.add(waiter);
    });
  }

  /** Tells that the oldest `count` spans are gone, `lost` of them undelivered. */
  settle(count: number, lost: number): void {
    for (const waiter of this.#waiters) {
      waiter.left -= count;
      waiter.lost += lost;
      if (waiter.left <= 0) this.#finish(waiter, waiter.lost === 0);
    }
  }

  #finish(waiter: Waiter, isDelivered: boolean): void {
    clearTimeout(waiter.timer);
    this.#waiters.delete(waiter);
    waiter.resolve(isDelivered);
  }
}
