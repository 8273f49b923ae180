import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `tricord.config.${extension}`);

/** Returns the path of the nearest configuration in a folder or above it. */
export function findConfig(folder: string): string | undefined {
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  const parent = dirname(folder);
  return found ?? (parent === folder ? undefined : findConfig(parent));
}
