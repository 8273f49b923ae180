import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { type FileSnapshot, readSnapshot } from './settings-file.js';

/** Hears of a settings file that changed. */
export interface FileListener {
  /** Called with each new version, once it is complete. */
  onSnapshot(snapshot: FileSnapshot): void;
  /** Called once when the file can no longer be read. */
  onMissing(error: unknown): void;
}

/** How often the file is looked at besides; notifications can be missing (network drives, exhausted watches). */
const pollMs = 2000;
/** How long a burst of notifications is waited for. */
const debounceMs = 50;
/** How long a plain file must stay as it is to count as written. */
const settledMs = 100;
/** The same when it looks half-written: empty, or broken off within a line. */
const doubtfulMs = 1000;

/**
 * Watches a settings file until it is stopped: edited, replaced by an editor, truncated and written again, or swapped
 * in a mounted ConfigMap. It is the folder that is watched, because a file's own watch dies with its inode; contents
 * are compared, not times. Keeps no process alive.
 */
export function watchSettingsFile(first: FileSnapshot, listener: FileListener): () => void {
  const watcher = new FileWatcher(first, listener);
  return () => watcher.stop();
}

class FileWatcher {
  readonly #path: string;
  readonly #folder: string;
  readonly #listener: FileListener;
  readonly #poll = setInterval(() => this.#onPoll(), pollMs).unref();
  #watch: FSWatcher | undefined;
  #inode = 0;
  #timer: NodeJS.Timeout | undefined;
  /** What was told last. */
  #told: string;
  /** What was seen last and since when, until it is certain to be complete. */
  #seen: { readonly identity: string; readonly at: number } | undefined;
  #isStopped = false;

  constructor(first: FileSnapshot, listener: FileListener) {
    this.#path = first.path;
    this.#folder = dirname(first.path);
    this.#listener = listener;
    this.#told = identityOf(first);
    this.#watchFolder();
    // What changed between the first reading and the watch.
    this.#lookIn(debounceMs);
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#poll);
    clearTimeout(this.#timer);
    this.#watch?.close();
  }

  #onPoll(): void {
    this.#watchFolder();
    this.#look();
  }

  /** A folder that was replaced is another inode, whose changes the old watch does not see. */
  #watchFolder(): void {
    const inode = statSync(this.#folder, { throwIfNoEntry: false })?.ino ?? 0;
    if (inode === this.#inode) return;
    this.#watch?.close();
    this.#watch = undefined;
    this.#inode = inode;
    if (inode === 0) return;
    try {
      this.#watch = watch(this.#folder, { persistent: false }, () => this.#lookIn(debounceMs));
      this.#watch.on('error', () => void (this.#inode = 0));
    } catch {
      this.#inode = 0;
    }
  }

  #lookIn(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, delayMs).unref();
  }

  #look(): void {
    const { identity, snapshot, error } = this.#read();
    if (identity === this.#told) {
      this.#seen = undefined;
      return;
    }
    if (this.#seen?.identity !== identity) this.#seen = { identity, at: performance.now() };
    const left = waitFor(snapshot) - (performance.now() - this.#seen.at);
    if (left > 0) return this.#lookIn(left);
    this.#seen = undefined;
    this.#told = identity;
    if (snapshot === undefined) this.#listener.onMissing(error);
    else this.#listener.onSnapshot(snapshot);
  }

  #read(): { identity: string; snapshot?: FileSnapshot; error?: unknown } {
    try {
      const snapshot = readSnapshot(this.#path);
      return { identity: identityOf(snapshot), snapshot };
    } catch (error) {
      return { identity: 'missing', error };
    }
  }
}

function identityOf({ hash, version, changeLog }: FileSnapshot): string {
  return [hash, version, changeLog].join('\n');
}

/** A volume only ever shows whole versions. */
function waitFor(snapshot: FileSnapshot | undefined): number {
  if (snapshot?.isVolume === true) return 0;
  const isWhole = snapshot !== undefined && snapshot.text.trim() !== '' && snapshot.text.endsWith('\n');
  return isWhole ? settledMs : doubtfulMs;
}
