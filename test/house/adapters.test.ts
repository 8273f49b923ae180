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

describe.each(adapters)('adapter %s', (name) => {
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
