import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

/** Folders besides PATH where Debian keeps programs. */
const debianFolders = ['/usr/lib/postgresql/15/bin', '/usr/sbin'];

/** Where test/backends/build-programs.sh keeps what it built. */
export const builtFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tricord/bin');

/** Returns the path of a program, or undefined when this machine lacks it. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...debianFolders, builtFolder];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * Describes tests that need programs: where one is absent they are skipped by name, and where CI demands all backends
 * (TRICORD_REQUIRE_BACKENDS=1) they fail instead.
 */
export function describeWith(programs: readonly string[], title: string, tests: () => void): void {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) {
    describe(title, tests);
  } else if (process.env['TRICORD_REQUIRE_BACKENDS'] === '1') {
    throw new Error(`${title} needs ${missing.join(', ')}, which this machine lacks.`);
  } else {
    describe.skip(`${title} (skipped: ${missing.join(', ')} not installed)`, tests);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
