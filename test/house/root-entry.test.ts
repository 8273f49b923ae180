import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, { default: string } | string>;
  dependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, unknown>;
};

/** Returns every package a compiled entry loads by itself. */
function findPackages(entry: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s+(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]/gm,
    )) {
      if (from.startsWith('.')) visit(resolve(dirname(file), from));
      else if (!from.startsWith('node:'))
        packages.add(
          from
            .split('/')
            .slice(0, from.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  };
  visit(join(root, entry));
  return packages;
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
