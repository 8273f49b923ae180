import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { findPackageRoot } from '../package-root.js';
import type { GeneratedFile } from './generated-file.js';
import { grafonnetEntries } from './grafonnet-resolver.js';

/**
 * Returns the built-in grafonnet-compatible library as files for a folder on the path of plain jsonnet, where it answers
 * to every import path of grafonnet that the built-in one answers to.
 */
export function ejectGrafonnet(): GeneratedFile[] {
  const folder = join(findPackageRoot(), 'dashboards/grafonnet');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(folder, file).split(sep).join('/'),
      content: readFileSync(file, 'utf8'),
    }));
  const own = new Set(files.map(({ path }) => path));
  const entries = Object.entries(grafonnetEntries)
    .filter(([path]) => !own.has(path))
    .map(([path, content]) => ({ path, content }));
  return [...files, ...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}
