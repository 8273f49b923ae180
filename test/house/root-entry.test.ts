import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles, readImports } from './find-files.js';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, { default: string } | string>;
  dependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, unknown>;
};

/** Returns every package a compiled entry loads by itself. */
function findPackages(entry: string): Set<string> {
  const imports = [...findFiles(entry)].flatMap(readImports);
  const foreign = imports.filter((from) => !from.startsWith('.') && !from.startsWith('node:'));
  return new Set(
    foreign.map((from) =>
      from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  );
}

const optional = Object.keys(manifest.peerDependenciesMeta);
const entries = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [[path, target.default] as const],
);

describe.each(entries)('subpath %s', (_path, file) => {
  it('loads no optional peer and nothing undeclared', () => {
    const packages = [...findPackages(file)];
    expect(packages.filter((name) => optional.includes(name))).toEqual([]);
    const declared = [...Object.keys(manifest.dependencies), 'prom-client', '@opentelemetry/api'];
    expect(packages.filter((name) => !declared.includes(name))).toEqual([]);
  });
});

describe('the services tower', () => {
  it.each(['.', './fastify', './grpc', './pg'])('keeps the tools out of %s', (path) => {
    const target = manifest.exports[path];
    const packages = findPackages((target as { default: string }).default);
    const tools = ['commander', 'jiti', 'diff', '@prometheus-io/lezer-promql'];
    expect(tools.filter((tool) => packages.has(tool))).toEqual([]);
  });
});
