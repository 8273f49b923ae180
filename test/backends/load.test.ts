import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const root = new URL('../..', import.meta.url);
const imported = `const { createTelemetry } = await import('./dist/src/index.js');`;
const started = `${imported} createTelemetry({ service: { name: 'a' }, env: {}, traces: { endpoint: 'http://127.0.0.1:9' },
  logs: { destination: 'file', file: '/dev/null' } }).tracer.startSpan('x').end();`;

function run(script: string, tell: string): string {
  const code = `${script}; console.log(${tell}); process.exit(0)`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
}

/** Megabytes and milliseconds of CPU over bare Node, the medians of seven. */
function measure(script: string): { size: number; time: number } {
  const tell = `JSON.stringify([process.memoryUsage.rss() / 2 ** 20, Object.values(process.cpuUsage())
    .reduce((a, b) => a + b) / 1000])`;
  const rounds = Array.from({ length: 7 }, () => {
    const [bare, loaded] = ['', script].map((code) => JSON.parse(run(code, tell)) as [number, number]);
    return { size: loaded![0] - bare![0], time: loaded![1] - bare![1] };
  });
  const median = (all: number[]): number => all.sort((a, b) => a - b)[3] ?? Number.NaN;
  return { size: median(rounds.map(({ size }) => size)), time: median(rounds.map(({ time }) => time)) };
}

it.each([
  ['loads', imported],
  ['runs with traces', started],
])('%s with at most 25 MB and 250 ms over bare Node', (what, script) => {
  const { size, time } = measure(script);
  console.log(`tricord ${what} with +${size.toFixed(1)} MB and +${time.toFixed(0)} ms of CPU`);
  expect(size).toBeLessThanOrEqual(25);
  expect(time).toBeLessThanOrEqual(250);
});

it('starts without what only some services need', () => {
  const tell = `(await import('node:module')).createRequire('/').cache`;
  const files = run(started, `Object.keys(${tell}).join(' ')`).split(' ');
  const heavy =
    /node_modules\/(?:ajv\/dist\/(?!runtime)|@opentelemetry\/(?:semantic-conventions|resources|sdk)|tdigest|js-yaml|smol-toml)/;
  console.log(`${files.length} CommonJS modules at a start`);
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => heavy.test(file))).toEqual([]);
});
