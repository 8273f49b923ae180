import { existsSync } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/** Which of the files put aside are kept. */
export interface Retention {
  /** Newest files that are kept; 0 keeps all. */
  readonly keepFiles: number;
  /** Milliseconds after which a file is deleted; 0 keeps it. */
  readonly keepMs: number;
}

const stamp = String.raw`\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}`;

/**
 * Returns where a log file is moved to: `app-2006-01-02T15-04-05.000.log` in local time, the form Ego's files have. A
 * name that is taken is left for that of the next millisecond, so that names sort by age.
 */
export function backupPath(path: string, now = new Date()): string {
  const [start, end] = split(path);
  let time = now.getTime() - now.getTimezoneOffset() * 60_000;
  for (;;) {
    const text = new Date(time++).toISOString().slice(0, 23).replaceAll(':', '-');
    const backup = join(dirname(path), `${start}-${text}${end}`);
    if (!existsSync(backup)) return backup;
  }
}

/** Deletes the backups of a log file that are too many or too old; one that cannot be deleted stays. */
export async function purgeBackups(path: string, { keepFiles, keepMs }: Retention): Promise<void> {
  if (keepFiles <= 0 && keepMs <= 0) return;
  const folder = dirname(path);
  const [start, end] = split(path).map(escape) as [string, string];
  const pattern = new RegExp(`^${start}-${stamp}${end}$`);
  try {
    const names = (await readdir(folder)).filter((name) => pattern.test(name)).toSorted();
    const surplus = keepFiles > 0 ? names.slice(0, Math.max(0, names.length - keepFiles)) : [];
    for (const name of names) {
      const file = join(folder, name);
      const isOld = keepMs > 0 && Date.now() - (await stat(file)).mtimeMs > keepMs;
      if (isOld || surplus.includes(name)) await unlink(file);
    }
  } catch {
    // The next rotation tries again.
  }
}

function split(path: string): [start: string, end: string] {
  const end = extname(path);
  return [basename(path, end), end];
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
