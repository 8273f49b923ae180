import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Folders besides PATH where Debian keeps programs. */
const debianFolders = ['/usr/lib/postgresql/15/bin', '/usr/sbin'];

/** Where test/backends/build-programs.sh keeps what it built. */
export const builtFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tricord/bin');

/** Returns the path of a program, or undefined when this machine lacks it. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...debianFolders, builtFolder];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
