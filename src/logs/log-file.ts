import { closeSync, fstatSync, renameSync, type Stats, statSync } from 'node:fs';
import { backupPath, purgeBackups, type Retention } from './log-backups.js';
import { isImmediate, openAppending, pipeBytes, type Target } from './open-target.js';

/** When a log file is put aside for a new one. */
export interface Rotation extends Retention {
  /** Bytes that a file may have; 0 lets it grow. */
  readonly maxBytes: number;
  /** Milliseconds that a file is written to; 0 for ever. */
  readonly maxAgeMs: number;
}

/** Never rotates; whoever rotates it from outside is followed. */
export const noRotation: Rotation = { maxBytes: 0, maxAgeMs: 0, keepFiles: 0, keepMs: 0 };

/** How often the path is compared with what is open, and how long a rotation that failed is not tried again. */
const checkMs = 1000;
const retryMs = 10_000;

/**
 * A log file that is rotated by size and age, and that follows whoever rotates it from outside: renamed, deleted or
 * truncated, the path has a file again within a second, or at once after `reopen`. What fails leaves the old one open.
 */
export class LogFile implements Target {
  readonly name = 'file';
  readonly isOwned = true;
  readonly isImmediate: boolean;
  readonly atomicBytes: number | undefined;
  readonly #path: string;
  #rotation: Rotation;
  #fd: number;
  #inode = 0;
  #device = 0;
  #size = 0;
  #bornAt = 0;
  #checkedAt = 0;
  #rotateAfter = 0;
  #mustReopen = false;

  constructor(path: string, rotation: Rotation = noRotation) {
    this.#path = path;
    this.#rotation = rotation;
    this.#fd = openAppending(path);
    const stats = fstatSync(this.#fd);
    this.isImmediate = isImmediate(stats);
    this.atomicBytes = stats.isFIFO() ? pipeBytes : undefined;
    this.#identify();
  }

  get fd(): number {
    return this.#fd;
  }

  /** Has the path opened again before the next write, as `logrotate` asks for by SIGHUP. */
  reopen(): void {
    this.#mustReopen = true;
  }

  /** Rotates by other rules from the next write on. */
  rotate(rotation: Rotation = noRotation): void {
    this.#rotation = rotation;
  }

  /** Called before `bytes` are written while no other write is on its way; never throws. */
  prepare(bytes: number): void {
    // A device or a pipe by that name is nobody's to move.
    if (this.isImmediate) return;
    const now = performance.now();
    if (this.#mustReopen || now - this.#checkedAt > checkMs) this.#follow(now);
    const { maxBytes, maxAgeMs } = this.#rotation;
    const isLarge = maxBytes > 0 && this.#size > 0 && this.#size + bytes > maxBytes;
    const isOld = maxAgeMs > 0 && this.#size > 0 && Date.now() - this.#bornAt >= maxAgeMs;
    if ((isLarge || isOld) && now >= this.#rotateAfter) this.#rotate(now);
    this.#size += bytes;
  }

  #follow(now: number): void {
    this.#checkedAt = now;
    const stats = statOf(this.#path);
    const isOurs = stats?.ino === this.#inode && stats.dev === this.#device;
    if (isOurs) this.#size = stats.size;
    if (!isOurs || this.#mustReopen) this.#open();
  }

  #rotate(now: number): void {
    try {
      // Another process that writes the same file may have rotated it already.
      const { ino, dev } = statSync(this.#path);
      if (ino === this.#inode && dev === this.#device) renameSync(this.#path, backupPath(this.#path));
      this.#open();
      void purgeBackups(this.#path, this.#rotation);
    } catch {
      this.#rotateAfter = now + retryMs;
    }
  }

  #open(): void {
    try {
      const fd = openAppending(this.#path);
      const old = this.#fd;
      this.#fd = fd;
      this.#mustReopen = false;
      this.#identify();
      closeSync(old);
    } catch {
      // The old file stays open: its lines are found where it was moved to.
    }
  }

  #identify(): void {
    const { ino, dev, size, birthtimeMs } = fstatSync(this.#fd);
    [this.#inode, this.#device, this.#size] = [ino, dev, size];
    this.#bornAt = birthtimeMs > 0 ? birthtimeMs : Date.now();
    this.#checkedAt = performance.now();
  }
}

/** A folder that is none any more throws even when a missing file is not to. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
