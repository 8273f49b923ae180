import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns the folder of this package, whether it runs from its sources or from `dist`. */
export function findPackageRoot(): string {
  return findPackageFolder(dirname(fileURLToPath(import.meta.url))) ?? '.';
}

/** Returns the nearest folder with a package.json, at or above this one. */
export function findPackageFolder(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Returns the version of this package, which every log line and `build_info` carry as the framework version. */
export function readPackageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(findPackageRoot(), 'package.json'), 'utf8'));
  return String((manifest as { version?: unknown }).version ?? '0.0.0');
}
