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

it('loads with at most 25 MB over bare Node, the median of seven', () => {
  const sizes: Record<string, number[]> = { bare: [], imported: [], started: [] };
  for (let round = 0; round < 7; round++) {
    for (const [name, script] of Object.entries({ bare: '', imported, started }))
      sizes[name]?.push(Number(run(script, 'process.memoryUsage.rss()')) / 1024 / 1024);
  }
  const [bare = 0, loaded = 0, running = 0] = Object.values(sizes).map(
    (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)],
  );
  console.log(
    `tricord loads with +${(loaded - bare).toFixed(1)} MB, and runs with traces with +${(running - bare).toFixed(1)} MB`,
  );
  expect(loaded - bare).toBeLessThanOrEqual(25);
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
