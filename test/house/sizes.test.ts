import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Folder → lines at which a file needs a second idea; the first that fits counts. */
const stops: readonly [pattern: RegExp, lines: number][] = [
  [/^src\/catalog\//, 150],
  [/^src\/policies\//, 120],
  [/^lint-rules\//, 200],
  [/^src\/instrument\//, 200],
  [/^src\/generate\//, 200],
  [/^src\/cli\/commands\//, 120],
  [/^src\//, 250],
  [/^(?:dashboards|alerts)\/(?!generated\/).*\.(?:lib|json)net$/, 200],
  [/^test\/.*\.ts$/, 500],
  [/^docs\/rules\//, 100],
];

describe('the size of files', () => {
  it('stays under the stop of its kind', () => {
    const folders = ['src', 'lint-rules', 'dashboards', 'alerts', 'test', 'docs'];
    const files = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
    );
    const long = files.flatMap((file) => {
      const stop = stops.find(([pattern]) => pattern.test(file))?.[1];
      const lines = stop === undefined ? 0 : readFileSync(join(root, file), 'utf8').split('\n').length - 1;
      return stop !== undefined && lines > stop ? [`${file}: ${lines} lines, stop ${stop}`] : [];
    });
    console.log(`${files.length} files measured`);
    expect(long).toEqual([]);
  });
});
