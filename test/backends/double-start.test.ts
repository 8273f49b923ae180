import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder = '';
/** Another version of the package, as a second copy in node_modules would be. */
let other = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-double-'));
  other = join(folder, 'other');
  for (const part of ['dist', 'schemas']) cpSync(join(root, part), join(other, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(other, 'node_modules'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  writeFileSync(join(other, 'package.json'), JSON.stringify({ ...manifest, version: '9.9.9' }));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly result: unknown;
}

/** Runs a script in a process of its own: `here` and `there` are the two copies, `say` is what it resolves to. */
function run(script: string): Outcome {
  const text = `import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const here = ${JSON.stringify(join(root, 'dist/src'))}, there = ${JSON.stringify(join(other, 'dist/src'))};
    const options = (name) => ({ service: { name }, env: {} });
    const heads = async (telemetry) => (await telemetry.metrics.registry.metrics()).split('\\n').filter((line) => line.startsWith('# TYPE'));
    const twice = (list) => list.length - new Set(list).size;
    const say = (result) => console.error(JSON.stringify(result));
    ${script}`;
  const path = join(folder, 'script.mjs');
  const errors = join(folder, 'stderr');
  writeFileSync(path, text);
  const stdout = execFileSync(
    'sh',
    ['-c', `exec "$0" --no-warnings "$1" 2>"$2"`, process.execPath, path, errors],
    {
      encoding: 'utf8',
    },
  );
  const lines = stdout.split('\n').slice(0, -1);
  return {
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    result: JSON.parse(readFileSync(errors, 'utf8')),
  };
}

const warnings = ({ lines }: Outcome) => lines.filter(({ msg }) => msg === 'telemetry is started twice');

describe('started in an odd way', () => {
  it('two versions of the package in one process know of each other, and share no series', () => {
    const outcome = run(`
      const one = (await import(here + '/index.js')).createTelemetry(options('one'));
      const two = (await import(there + '/index.js')).createTelemetry(options('two'));
      one.log.info('from one'); two.log.info('from two');
      say({ versions: [one.frameworkVersion, two.frameworkVersion], twice: twice(await heads(one)) + twice(await heads(two)) });
      await one.shutdown(); await two.shutdown();`);
    const [warning, ...more] = warnings(outcome);
    console.log(`two versions: ${JSON.stringify(outcome.result)}, warned: ${String(warning?.['others'])}`);
    expect(outcome.result).toMatchObject({
      versions: [expect.not.stringMatching('9.9.9'), '9.9.9'],
      twice: 0,
    });
    expect(warning?.['others']).toMatch(/^one \(Tricord \d+\.\d+\.\d+\)$/);
    expect([more.length, outcome.lines.filter(({ msg }) => String(msg).startsWith('from ')).length]).toEqual([
      0, 2,
    ]);
  });

  it('import and require give one and the same package', () => {
    const outcome = run(`
      const esm = await import(here + '/index.js');
      const cjs = require(here + '/index.js');
      const telemetry = cjs.createTelemetry(options('one'));
      const counter = esm.defineCounter({ name: 'custom_orders_total', help: 'Orders.', labels: {} });
      telemetry.metrics.counter(counter).inc();
      say({ isSame: esm.createTelemetry === cjs.createTelemetry, twice: twice(await heads(telemetry)) });
      await telemetry.shutdown();`);
    console.log(
      `import and require: ${JSON.stringify(outcome.result)}, ${warnings(outcome).length} warnings`,
    );
    expect([outcome.result, warnings(outcome)]).toEqual([{ isSame: true, twice: 0 }, []]);
  });

  it('started twice by mistake, it warns once, and metrics of a module stand on each page once', () => {
    const outcome = run(`
      const { createTelemetry, defineCounter } = await import(here + '/index.js');
      const counter = defineCounter({ name: 'custom_orders_total', help: 'Orders.', labels: {} });
      const all = [createTelemetry(options('one')), createTelemetry(options('one'))];
      for (const telemetry of all) telemetry.metrics.counter(counter).inc();
      say(twice((await Promise.all(all.map(heads))).flat().filter((line) => line.includes('custom_orders_total'))));
      await Promise.all(all.map((telemetry) => telemetry.shutdown()));`);
    console.log(`double start: ${warnings(outcome).length} warning, pages ${JSON.stringify(outcome.result)}`);
    expect(warnings(outcome)).toHaveLength(1);
    expect(outcome.result).toBe(1);
  });

  it.each([
    ['adapters before telemetry', ['/instrument/node-http.js', '/index.js']],
    ['telemetry before adapters', ['/index.js', '/instrument/node-http.js']],
  ])('imported in any order, after the first line was written and the server listens: %s', (_, order) => {
    const outcome = run(`
      const http = await import('node:http');
      const server = http.createServer((request, response) => response.end('done'));
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      console.log(JSON.stringify({ msg: 'written before' }));
      const modules = {};
      for (const path of ${JSON.stringify(order)}) Object.assign(modules, await import(here + path));
      const telemetry = modules.createTelemetry(options('late'));
      modules.instrumentNodeHttp(telemetry, server, { route: () => '/work' });
      await (await fetch('http://127.0.0.1:' + server.address().port)).text();
      await new Promise((resolve) => server.close(resolve));
      const page = await telemetry.metrics.registry.metrics();
      say({ handled: /ego_server_handle_total\\{[^}]*\\} 1/.test(page), twice: twice(await heads(telemetry)) });
      await telemetry.shutdown();`);
    const said = outcome.lines.map(({ msg }) => msg);
    console.log(`${order.join(' then ')}: ${JSON.stringify(outcome.result)}, first line: ${String(said[0])}`);
    expect(outcome.result).toEqual({ handled: true, twice: 0 });
    expect(said[0]).toBe('written before');
  });
});
