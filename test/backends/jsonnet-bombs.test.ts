import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tricord-bombs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Programs that eat a processor or the memory, each of them another way. */
const bombs: Readonly<Record<string, string>> = {
  'a tail call for ever': 'local f(x) = f(x + 1) tailstrict; f(1)',
  'the Ackermann function':
    'local a(m, n) = if m == 0 then n + 1 else if n == 0 then a(m - 1, 1) else a(m - 1, a(m, n - 1)); a(4, 3)',
  'nested comprehensions':
    'std.length([1 for a in std.range(1, 9999) for b in std.range(1, 9999) for c in std.range(1, 9999) if false])',
  'sorting without end':
    'std.length(std.foldl(function(a, b) std.sort(std.range(1, 3000000), function(x) -x), std.range(1, 1000), []))',
  'an array that doubles': 'std.length(std.foldl(function(a, b) a + a, std.range(1, 60), [1]))',
  'a string that doubles': "std.length(std.foldl(function(a, b) a + a, std.range(1, 60), 'x'))",
  'a string made of many numbers':
    "std.length(std.join(',', std.map(function(x) std.toString(x) + std.repeat('y', 1000), std.range(1, 100000000))))",
  'objects that double':
    'std.length(std.foldl(function(o, i) o { [std.toString(i)]: o }, std.range(1, 100000), {}) + "")',
  'memory by the list':
    "local f(n, a) = if n == 0 then a else f(n - 1, a + [std.repeat('x' + n, 1000) + n for i in std.range(1, 10000)]) tailstrict; std.length(f(100000, []))",
  'aliases of YAML that explode': `std.length(std.manifestJson(std.parseYaml(${JSON.stringify(
    Array.from(
      { length: 40 },
      (_, i) => `a${i}: &a${i} ${i === 0 ? '[x]' : `[*a${i - 1}, *a${i - 1}]`}`,
    ).join('\n'),
  )})))`,
};

interface Outcome {
  readonly code: number | null;
  readonly text: string;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** Renders a mixin with the command line as it is published. */
async function render(name: string, program: string): Promise<Outcome> {
  const own = join(folder, name.replaceAll(' ', '-'));
  mkdirSync(own);
  writeFileSync(join(own, 'mixin.libsonnet'), `{ grafanaDashboards:: { 'a.json': { title: ${program} } } }`);
  const cli = join(root, 'dist/src/cli/main.js');
  const child = spawn(process.execPath, [cli, 'generate', '--mixin', join(own, 'mixin.libsonnet')], {
    cwd: own,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const watch = watchProcess(child.pid ?? 0);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text, ...watch.stop() };
}

/** Reads what a process has used so far, until it is gone. */
function watchProcess(pid: number): { stop(): { cpuSeconds: number; peakMiB: number } } {
  const seen = { cpuSeconds: 0, peakMiB: 0 };
  const look = (): void => {
    try {
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      seen.peakMiB = Math.max(seen.peakMiB, Number(peak?.[1] ?? 0) / 1024);
      seen.cpuSeconds = (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      return seen;
    },
  };
}

describe('a mixin that means harm (C11)', () => {
  it(
    'is ended within its time and memory, with an error, while others are rendered',
    { timeout: 120_000 },
    async () => {
      const good = render('a good one', "'Fine'");
      const outcomes = await Promise.all(
        Object.entries(bombs).map(async ([name, program]) => ({ name, ...(await render(name, program)) })),
      );
      for (const { name, code, text, cpuSeconds, peakMiB } of outcomes) {
        console.log(
          `C11: ${name}: exit ${code}, ${cpuSeconds.toFixed(1)} s of CPU, peak ${peakMiB.toFixed(0)} MiB: ${text.trim().split('\n')[0]?.slice(-90)}`,
        );
        expect({ name, code }).toEqual({ name, code: 2 });
        expect(text).toContain('TRI_GENERATE_BROKEN_MIXIN');
        // Its thread is ended after ten seconds by the clock; two threads of collection may work beside it.
        expect(cpuSeconds).toBeLessThan(30);
        expect(peakMiB).toBeLessThanOrEqual(512);
      }
      expect(await good).toMatchObject({ code: 0 });
    },
  );
});
