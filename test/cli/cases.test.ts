import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process.js';

const folder = join(import.meta.dirname, 'cases');
const cases = readdirSync(folder).sort();

function read(name: string, file: string): string | undefined {
  const path = join(folder, name, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

describe('tricord', () => {
  it.each(cases)('%s', async (name) => {
    const args = (read(name, 'cmd') ?? '').trim().split(/\s+/);
    const result = await runInProcess(args, { cwd: join(folder, name), stdin: read(name, 'stdin') ?? '' });
    await expect(result.stdout).toMatchFileSnapshot(join(folder, name, 'stdout.txt'));
    if (result.stderr !== '')
      await expect(result.stderr).toMatchFileSnapshot(join(folder, name, 'stderr.txt'));
    else expect(existsSync(join(folder, name, 'stderr.txt'))).toBe(false);
    expect(result.exitCode).toBe(Number(read(name, 'exit')));
  });
});
