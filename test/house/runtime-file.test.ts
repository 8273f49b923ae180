import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles } from './find-files.js';

const dist = join(import.meta.dirname, '../../dist');
const runtime = join(dist, 'src/runtime.js');
const paths = readdirSync(join(dist, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.js'))
  .map((path) => join(dist, 'src', path));
const handedOn = paths.filter((path) => readFileSync(path, 'utf8').startsWith('// In runtime.js'));

describe('dist/src/runtime.js', () => {
  it('stands for nearly all that a service loads at once', () => {
    const files = findFiles('dist/src/index.js');
    console.log(`${handedOn.length} modules in runtime.js, ${files.size} files at a start`);
    expect(handedOn.length).toBeGreaterThan(150);
    expect(files.size).toBeLessThanOrEqual(50);
  });

  it('exports all that its modules hand on', () => {
    const script = `await Promise.all(${JSON.stringify(handedOn)}.map((path) => import(path)))`;
    const count = execFileSync(process.execPath, [
      '--input-type=module',
      '-e',
      `console.log((${script}).length)`,
    ]);
    expect(Number(count)).toBe(handedOn.length);
  });

  it('has the one copy of what it holds, whatever path leads to it', async () => {
    const { startOperation, createTelemetry } = await import(join(dist, 'src/index.js'));
    expect((await import(join(dist, 'src/operation.js'))).startOperation).toBe(startOperation);
    expect((await import(join(dist, 'src/telemetry.js'))).createTelemetry).toBe(createTelemetry);
  });

  it.each(['dist/src/cli/main.js', 'dist/lint-rules/index.js'])('is not loaded by %s', (entry) => {
    expect(findFiles(entry)).not.toContain(runtime);
  });
});
