import { dirname } from 'node:path';

/** Returns the jsonnet that stands for an extension: an import of its file, or nothing to add. */
export function importOf(extend: string | undefined): string {
  return extend === undefined ? '{}' : `import ${JSON.stringify(extend)}`;
}

/** Returns the folder an extension may import from, which is its own. */
export function foldersOf(extend: string | undefined): string[] {
  return extend === undefined ? [] : [dirname(extend)];
}
