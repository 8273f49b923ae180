import type { LossNotice } from './loss-notice.js';

/** How long a loss is told of after it has happened. */
const toldMs = 60_000;

/** What is wrong with a destination: as long as its writes fail, and for a minute after lines were lost. */
export class Trouble {
  readonly #notice: LossNotice;
  readonly #now: () => number;
  #failing: string | undefined;
  #lastReason = '';
  #lostAt = -Infinity;

  /** `notice` says it on standard error. */
  constructor(notice: LossNotice, now: () => number = () => performance.now()) {
    this.#notice = notice;
    this.#now = now;
  }

  /** Why it is in trouble, e.g. `ENOSPC`; undefined when all is well. */
  get reason(): string | undefined {
    if (this.#failing !== undefined) return this.#failing;
    return this.#now() - this.#lostAt < toldMs ? `lines were lost (${this.#lastReason})` : undefined;
  }

  /** Notes that a write failed, and how many lines have been lost so far. */
  fail(reason: string, dropped: number): void {
    this.#failing = reason;
    this.#lastReason = reason;
    this.#notice(reason, dropped);
  }

  /** Notes that a write went through. */
  succeed(): void {
    this.#failing = undefined;
  }

  /** Notes that lines were lost just now. */
  lose(): void {
    this.#lostAt = this.#now();
    if (this.#failing === undefined) this.#lastReason = 'the buffer was full';
  }

  /** Says that more waits than is written, once that costs lines. */
  overflow(dropped: number): void {
    if (dropped > 0) this.#notice('the buffer is full', dropped);
  }
}
