import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = join(import.meta.dirname, '../..');
const imported = /^(?:import|export)\s+(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]/gm;

/** Returns what a compiled file imports by itself, as it is written. */
export function readImports(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(imported)].map(([, from = '']) => from);
}

/** Returns every file of this package that a compiled entry loads by itself. */
export function findFiles(entry: string): Set<string> {
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const from of readImports(file)) if (from.startsWith('.')) visit(resolve(dirname(file), from));
  };
  visit(join(root, entry));
  return files;
}
