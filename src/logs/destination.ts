import { isMainThread } from 'node:worker_threads';
import type { DestinationLimits } from './destination-limits.js';
import { FdDestination } from './fd-destination.js';
import type { LineCounts } from './line-queue.js';
import { createLossNotice, type LossNotice } from './loss-notice.js';
import { LogFile, type Rotation } from './log-file.js';
import { openStandard, type Target } from './open-target.js';
import { Trouble } from './trouble.js';

/** Where lines go. */
export type DestinationOptions =
  | ({ readonly kind: 'stdout' | 'stderr' } & DestinationLimits)
  | ({ readonly kind: 'file'; readonly path: string; readonly rotation?: Rotation } & DestinationLimits)
  | {
      readonly kind: 'custom';
      /** Takes each line, with its newline, at once; what it throws is counted. */
      readonly write: (line: string) => void;
    };

/** Takes lines and accounts for each of them. */
export interface Destination {
  readonly name: string;
  readonly counts: LineCounts;
  /** What is wrong with it, now or within the last minute. */
  readonly trouble: string | undefined;
  write(line: string, isUrgent: boolean): void;
  flush(): Promise<void>;
  flushSync(): void;
  close(): Promise<void>;
  /** Rotates its file otherwise from now on. */
  rotate?(rotation: Rotation | undefined): void;
  /** What one write may hold so that no other process gets between; undefined when nothing can. */
  readonly atomicBytes: number | undefined;
  /** Whether a terminal reads it that wants colours. */
  readonly isTerminal: boolean;
}

/** Opens a destination; throws TRI_LOGS_UNWRITABLE_FILE when the file cannot be opened. */
export function createDestination(options: DestinationOptions): Destination {
  if (options.kind === 'custom') return new CustomDestination(options.write, createLossNotice('custom'));
  if (options.kind !== 'file') return open(openStandard(options.kind), options);
  const file = new LogFile(options.path, options.rotation);
  const destination = open(file, options);
  destination.rotate = (rotation) => file.rotate(rotation);
  return isMainThread ? reopenedBySignal(destination) : destination;
}

function open(target: Target, limits: DestinationLimits): FdDestination {
  return new FdDestination(target, createLossNotice(target.name), limitsOf(limits));
}

/** `logrotate` and its like rename a file and tell its writer by SIGHUP. */
function reopenedBySignal(destination: FdDestination): Destination {
  const reopen = (): void => destination.reopen();
  process.on('SIGHUP', reopen);
  destination.onClose = () => process.off('SIGHUP', reopen);
  return destination;
}

function limitsOf({ maxBytes, delayMs, stallMs }: DestinationLimits): DestinationLimits {
  return {
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(stallMs === undefined ? {} : { stallMs }),
  };
}

/** Hands each line to a function of the caller's. */
class CustomDestination implements Destination {
  readonly name = 'custom';
  readonly atomicBytes = undefined;
  readonly isTerminal = false;
  readonly #write: (line: string) => void;
  readonly #trouble: Trouble;
  #written = 0;
  #dropped = 0;

  constructor(write: (line: string) => void, notice: LossNotice) {
    this.#write = write;
    this.#trouble = new Trouble(notice);
  }

  get counts(): LineCounts {
    const produced = this.#written + this.#dropped;
    return { produced, written: this.#written, dropped: this.#dropped, buffered: 0, bufferedBytes: 0 };
  }

  get trouble(): string | undefined {
    return this.#trouble.reason;
  }

  write(line: string): void {
    try {
      this.#write(line);
      this.#written++;
      this.#trouble.succeed();
    } catch {
      this.#dropped++;
      this.#trouble.fail('its write function throws', this.#dropped);
      this.#trouble.lose();
    }
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  flushSync(): void {
    return undefined;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
