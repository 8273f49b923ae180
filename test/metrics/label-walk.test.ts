import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLabelWalk } from '../../src/metrics/label-walk.js';
import { SeriesBranch } from '../../src/metrics/series-branch.js';

const part = fc.constantFrom(
  '"',
  '\\',
  '\n',
  '\u2028',
  ']',
  '); throw 1; (',
  '${1}',
  '`',
  '__proto__',
  'method',
);
const label = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));

describe('the walk along labels', () => {
  it('takes every name as a name, in 1,000 hostile label lists', () => {
    const numRuns = 1000;
    const names = fc.uniqueArray(label, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(names, (list) => {
        const root = new SeriesBranch<object>();
        const series = { isSeries: true };
        let branch = root;
        for (const name of list.slice(0, -1)) {
          const next = new SeriesBranch<object>();
          branch.set(`value of ${name}`, next);
          branch = next;
        }
        branch.set(`value of ${list.at(-1)}`, series);
        const walk = createLabelWalk(root, list);
        const labels = Object.assign(
          Object.create(null),
          ...list.map((name) => ({ [name]: `value of ${name}` })),
        ) as Record<string, unknown>;
        expect(walk(labels)).toBe(series);
        expect(walk({})).toBeUndefined();
      }),
      { numRuns },
    );
    console.log(`walk: ${numRuns} label lists, each found its series and nothing else`);
  });

  it('finds the same series where Node compiles nothing from strings', () => {
    const room = join(import.meta.dirname, '../../dist/src');
    const script = `
      const { defineCounter } = await import('${room}/catalog/define-metric.js');
      const { createMetrics } = await import('${room}/metrics/index.js');
      const { resolveConventions } = await import('${room}/conventions.js');
      const metrics = createMetrics({
        conventions: resolveConventions(), production: true, runtimeCollectors: false, onProblem: console.error,
      });
      const labels = { channel: ['web', 'app'], peer: { budget: 9 } };
      const counter = metrics.counter(defineCounter({ name: 'custom_walked_total', help: 'Walked.', labels }));
      for (const set of [{ channel: 'web', peer: 'a' }, { peer: 'a', channel: 'web' }, { channel: 'app' }, undefined])
        counter.inc(set);
      console.log(String((await metrics.page()).body));`;
    const run = (...flags: string[]) =>
      spawnSync(process.execPath, [...flags, '--input-type=module', '-e', script], { encoding: 'utf8' });
    const compiled = run();
    const interpreted = run('--disallow-code-generation-from-strings');
    expect(interpreted.stderr).toBe('');
    expect(compiled.stdout).toContain('custom_walked_total{channel="web",peer="a"} 2\n');
    expect(interpreted.stdout).toBe(compiled.stdout);
  });
});
