import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, unknown>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
};
const adapters = readdirSync(join(root, 'src/instrument'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace('.ts', ''));
const files = readdirSync(join(root, 'src/instrument'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts'),
);

/** Adapters that are no clients or servers with calls of their own, and why the contract is not theirs. */
const exempt: Readonly<Record<string, string>> = {
  cron: 'a run begins a trace of its own, where the contract wants that of the caller',
  opossum: 'a breaker makes no calls: what happens at it is counted',
};

const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(?:instrument|backends|support)\/.*\.ts$/.test(file))
  .map((file) => ({ file, source: readFileSync(join(root, 'test', file), 'utf8') }));

/** A call from its name to the parenthesis that ends it. */
function callsOf(name: string, source: string): string[] {
  return [...source.matchAll(new RegExp(`(?<!function )\\b${name}\\(`, 'g'))].map(({ index }) => {
    let depth = 0;
    for (let at = index; at < source.length; at++) {
      if (source[at] === '(') depth++;
      if (source[at] === ')' && --depth === 0) return source.slice(index, at);
    }
    return '';
  });
}

/** Functions of test/support that run the contract with what they are given. */
const runners = tests.flatMap(({ file, source }) =>
  file.startsWith('support/') && callsOf('testAdapter', source).length > 0
    ? [...source.matchAll(/^export function (test\w+)/gm)].map(([, name = '']) => ({ name, source }))
    : [],
);

/** What the contract is run with, by tests themselves or by what they call. */
const contracts = tests
  .filter(({ file }) => file.endsWith('.test.ts'))
  .flatMap(({ source }) => [
    ...callsOf('testAdapter', source),
    ...runners.flatMap((runner) => {
      const calls = callsOf(runner.name, source);
      return calls.length === 0 ? [] : [...calls, ...callsOf('testAdapter', runner.source)];
    }),
  ]);

/** The functions that a module of an adapter exports. */
function exportsOf(adapter: string): string[] {
  const source = readFileSync(join(root, 'src/instrument', `${adapter}.ts`), 'utf8');
  const reexported = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(','),
  );
  const own = [...source.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name = '']) => name);
  return [...own, ...reexported.map((name) => name.trim())].filter((name) => /^\w+$/.test(name));
}

describe.each(adapters)('adapter %s', (name) => {
  it('keeps the contract, or says why it has none', () => {
    const isRun = contracts.some((contract) => exportsOf(name).some((one) => contract.includes(one)));
    expect(isRun).toBe(!(name in exempt));
  });

  it('has a subpath', () => {
    expect(manifest.exports[`./${name}`]).toEqual({
      types: `./dist/src/instrument/${name}.d.ts`,
      default: `./dist/src/instrument/${name}.js`,
    });
  });

  it('has a test', () => {
    expect(existsSync(join(root, 'test/instrument', `${name}.test.ts`))).toBe(true);
  });
});

describe('the clients of the adapters', () => {
  const imports = files.flatMap((file) => {
    const source = readFileSync(join(root, 'src/instrument', file), 'utf8');
    return [...source.matchAll(/^import (type )?.*? from '([^.][^']*)'/gms)].map(([, type, from]) => ({
      file,
      type,
      from,
    }));
  });

  it('are imported as types only', () => {
    const values = imports.filter(({ type, from = '' }) => type === undefined && !from.startsWith('node:'));
    expect(values).toEqual([]);
  });

  it('are optional peers with a range', () => {
    for (const { from = '' } of imports.filter(({ from = '' }) => !from.startsWith('node:'))) {
      const client = /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from;
      expect(manifest.peerDependencies[client], from).toBeTypeOf('string');
      expect(manifest.peerDependenciesMeta[client], from).toEqual({ optional: true });
    }
  });
});
