import { close, write, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Destination } from './destination.js';
import type { DestinationLimits } from './destination-limits.js';
import { encodeBatch } from './encode-batch.js';
import { maxLineBytes } from './line-limits.js';
import { type Batch, LineQueue } from './line-queue.js';
import type { LossNotice } from './loss-notice.js';
import type { Target } from './open-target.js';
import { Trouble } from './trouble.js';
import { pause } from './wait-for-size.js';
import { WriteInFlight } from './write-in-flight.js';
import { refusalOf } from './write-refusal.js';
import { atomicLength, unitsFor } from './write-sizes.js';

const retryBusyMs = 10;
const retryFullMs = 1000;

/**
 * Writes lines to a file descriptor: in batches, one write at a time, errors at once, never throwing and never waiting
 * for a reader. A full disk is tried again; a broken pipe loses its batch; both are counted and said on stderr.
 */
export class FdDestination implements Destination {
  readonly name: string;
  readonly atomicBytes: number | undefined;
  readonly isTerminal: boolean;
  /** Called once it is closed. */
  onClose: () => void = () => undefined;
  rotate?: NonNullable<Destination['rotate']>;
  readonly #target: Target;
  readonly #trouble: Trouble;
  readonly #queue: LineQueue;
  readonly #limits: Required<DestinationLimits>;
  readonly #onExit = (): void => {
    this.flushSync();
    // Other exit handlers may still log.
    this.#state = 'exiting';
  };
  // Encoding into a buffer that is kept costs a fifth of making one a batch; a write in flight needs its own.
  readonly #buffer: Buffer;
  readonly #inFlightBuffer: Buffer;
  #timer: NodeJS.Timeout | undefined;
  #isArmed = false;
  /** Nothing is written before the retry timer has fired. */
  #isWaiting = false;
  readonly #inFlight: WriteInFlight;
  #state: 'open' | 'exiting' | 'closed' = 'open';
  #idle: (() => void)[] = [];

  constructor(target: Target, notice: LossNotice, limits: DestinationLimits = {}) {
    this.name = target.name;
    this.atomicBytes = target.atomicBytes;
    this.isTerminal = isatty(target.fd) && !process.env['NO_COLOR'];
    this.#target = target;
    this.#inFlight = new WriteInFlight(target);
    const units = unitsFor(target);
    // A batch is closed by the line that fills it, and any of its units may take three bytes.
    const longestBatch = units * 3 + maxLineBytes;
    this.#buffer = Buffer.allocUnsafeSlow(longestBatch);
    this.#inFlightBuffer = target.isImmediate ? this.#buffer : Buffer.allocUnsafeSlow(longestBatch);
    this.#trouble = new Trouble(notice);
    this.#limits = { maxBytes: 8 * 1024 * 1024, delayMs: 20, stallMs: 1000, ...limits };
    this.#queue = new LineQueue(this.#limits.maxBytes, units, () => this.#trouble.lose());
    process.on('exit', this.#onExit);
  }

  get counts(): LineQueue['counts'] {
    return this.#queue.counts;
  }

  get trouble(): string | undefined {
    return this.#trouble.reason;
  }

  write(line: string, isUrgent: boolean): void {
    if (this.#state === 'closed') {
      this.#queue.refuse();
      return;
    }
    const isFull = this.#queue.push(line, isUrgent);
    if (isUrgent || this.#state === 'exiting') this.#writeUrgently();
    else if (isFull) this.#pump();
    else if (!this.#isArmed) this.#arm();
  }

  /** Has a file that was moved from outside opened again, now or after the write that is on its way. */
  reopen(): void {
    this.#target.reopen?.();
    if (!this.#inFlight.isUnderWay) this.#target.prepare?.(0);
  }

  /** Resolves when everything that waited has been written or dropped, or after `timeoutMs`. */
  flush(timeoutMs = 5000): Promise<void> {
    this.#queue.seal();
    this.#pump();
    if (this.#queue.isEmpty) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Writes what waits before it returns; gives up on a full disk, and on a reader that takes nothing for a second. */
  flushSync(): void {
    this.#queue.seal();
    // What is written now must not overtake a write in flight, whose end the event loop will not tell any more.
    this.#inFlight.await(this.#limits.stallMs);
    let stalledSince = performance.now();
    for (;;) {
      const before = this.#queue.bytes;
      const end = this.#writeAll();
      if (end !== 'busy') break;
      if (this.#queue.bytes !== before) stalledSince = performance.now();
      if (performance.now() - stalledSince > this.#limits.stallMs) break;
      pause(5);
    }
    this.#settleIdle();
  }

  /** Flushes for at most two seconds, drops and counts the rest, and closes what it opened. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    await this.flush(2000);
    this.#state = 'closed';
    process.off('exit', this.#onExit);
    this.onClose();
    clearTimeout(this.#timer);
    this.#queue.dropAll();
    this.#settleIdle();
    const { fd, isOwned } = this.#target;
    if (isOwned) await new Promise<void>((resolve) => close(fd, () => resolve()));
  }

  #arm(): void {
    this.#isArmed = true;
    this.#timer ??= setTimeout(() => this.#onTimer(), this.#limits.delayMs).unref();
    this.#timer.refresh();
  }

  #onTimer(): void {
    this.#isArmed = false;
    if (this.#state !== 'open') return;
    this.#queue.seal();
    this.#pump();
  }

  /** An error must survive whatever kills the process next, so it does not wait for the event loop. */
  #writeUrgently(): void {
    this.#queue.seal();
    if (!this.#isWaiting && this.#mayOvertake()) this.#writeAll();
  }

  #mayOvertake(): boolean {
    return !this.#inFlight.isSlow && this.#inFlight.mayBeOvertaken();
  }

  #pump(): void {
    if (this.#isWaiting) {
      this.#trouble.overflow(this.#queue.counts.dropped);
      return;
    }
    if (this.#target.isImmediate) this.#writeAll();
    else if (!this.#inFlight.isUnderWay) this.#startWrite();
    // When the application has not let the event loop turn for so long that lines would be dropped.
    else if (this.#queue.bytes > this.#limits.maxBytes / 2 && this.#mayOvertake()) this.#writeAll();
    else this.#trouble.overflow(this.#queue.counts.dropped);
    this.#settleIdle();
  }

  #startWrite(): void {
    const batch = this.#queue.take();
    if (batch === undefined) return;
    const buffer = encodeBatch(batch, this.#inFlightBuffer);
    const { offset, bytes } = batch;
    this.#target.prepare?.(bytes - offset);
    this.#inFlight.begin(bytes - offset);
    write(this.#target.fd, buffer, offset, bytes - offset, null, (error, written) => {
      this.#inFlight.end();
      if (error === null) this.#advance(batch, written);
      else this.#fail(batch, error);
      this.#pump();
    });
  }

  /** Writes batch after batch without the thread pool, until nothing waits or the descriptor refuses. */
  #writeAll(): 'done' | 'busy' | 'full' {
    for (let batch = this.#queue.take(); batch !== undefined; batch = this.#queue.take()) {
      try {
        const buffer = encodeBatch(batch, this.#buffer);
        const { offset, bytes } = batch;
        const length = atomicLength(buffer, offset, bytes, this.#target.atomicBytes);
        if (!this.#inFlight.isUnderWay) this.#target.prepare?.(length);
        this.#advance(batch, writeSync(this.#target.fd, buffer, offset, length));
      } catch (error) {
        const end = this.#fail(batch, error as NodeJS.ErrnoException);
        if (end !== 'done') return end;
      }
    }
    return 'done';
  }

  #advance(batch: Batch, written: number): void {
    batch.offset += written;
    this.#trouble.succeed();
    if (batch.offset >= batch.bytes) this.#queue.settle(batch);
    else this.#queue.putBack(batch);
  }

  /** Keeps the batch when trying again can help, otherwise drops it. */
  #fail(batch: Batch, error: NodeJS.ErrnoException): 'done' | 'busy' | 'full' {
    const code = error.code ?? error.name;
    const refusal = refusalOf(code);
    if (refusal === 'busy') return this.#retry(batch, retryBusyMs, 'busy');
    if (refusal === 'lost') this.#queue.settle(batch);
    this.#trouble.fail(code, this.#queue.counts.dropped);
    return refusal === 'full' ? this.#retry(batch, retryFullMs, 'full') : 'done';
  }

  #retry<End extends 'busy' | 'full'>(batch: Batch, delayMs: number, end: End): End {
    this.#queue.putBack(batch);
    if (this.#isWaiting) return end;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      if (this.#state === 'open') this.#pump();
    }, delayMs).unref();
    return end;
  }

  #settleIdle(): void {
    if (this.#idle.length === 0 || !this.#queue.isEmpty) return;
    for (const settle of this.#idle.splice(0)) settle();
  }
}
