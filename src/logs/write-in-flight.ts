import type { Target } from './open-target.js';
import { sizeOf, waitForSize } from './wait-for-size.js';

const slowWriteMs = 50;

/** The write of a destination that the thread pool has not ended, if there is one. */
export class WriteInFlight {
  readonly #target: Pick<Target, 'fd'>;
  #isUnderWay = false;
  #since = 0;
  /** Size of the file once it has ended. */
  #sizeAfter = 0;
  /** Whether it was waited for in vain. */
  #isStuck = false;
  /** Whether the event loop could have told us of its end. */
  #hasTurned = false;

  constructor(target: Pick<Target, 'fd'>) {
    this.#target = target;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Whether it is late although the application has let the event loop turn, so that waiting for it would block. */
  get isSlow(): boolean {
    return this.#isUnderWay && this.#hasTurned && performance.now() - this.#since > slowWriteMs;
  }

  begin(bytes: number): void {
    this.#isUnderWay = true;
    this.#isStuck = false;
    this.#hasTurned = false;
    this.#since = performance.now();
    this.#sizeAfter = sizeOf(this.#target.fd) + bytes;
    // The first immediate may run before the loop has looked for ended writes, the second runs after.
    setImmediate(() => setImmediate(() => (this.#hasTurned = true)).unref()).unref();
  }

  end(): void {
    this.#isUnderWay = false;
  }

  /** Holds the process until it has ended, or for a while: what is written next must not be before it. */
  await(timeoutMs: number): void {
    if (this.#isUnderWay) waitForSize(this.#target.fd, this.#sizeAfter, timeoutMs);
  }

  /** Whether there is none, or a file has grown by it within a moment: on a full disk, two writes would both tear a line. */
  mayBeOvertaken(): boolean {
    if (!this.#isUnderWay) return true;
    this.#isStuck ||= !waitForSize(this.#target.fd, this.#sizeAfter, slowWriteMs);
    return !this.#isStuck;
  }
}
