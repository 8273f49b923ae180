import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { isForeign } from '../../src/policies/is-foreign.js';
import { metricPolicies } from '../../src/policies/index.js';
import { judge } from '../../src/problem.js';
import { name } from '../support/fuzzed-names.js';

const types = ['counter', 'gauge', 'histogram'] as const;
const file = join(import.meta.dirname, 'fuzzed-names.virtual.ts');

interface Named {
  readonly type: (typeof types)[number];
  readonly name: string;
}

/** Has the compiler resolve `CheckedName` of every name: true where it is the name itself. */
function judgeByTypes(metrics: readonly Named[]): boolean[] {
  const lines = metrics.map(
    ({ type, name }, i) => `type N${i} = CheckedName<${JSON.stringify(name)}, '${type}'>;`,
  );
  const source = [
    "import type { CheckedName } from '../../src/catalog/metric-definition.js';",
    ...lines,
  ].join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version) =>
    path === file ? ts.createSourceFile(path, source, version) : read(path, version);
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const aliases = program.getSourceFile(file)?.statements.filter(ts.isTypeAliasDeclaration) ?? [];
  return aliases.map((alias) => checker.getTypeAtLocation(alias.name).isStringLiteral());
}

function judgeByPolicies({ type, name }: Named): boolean {
  const subject = { name, type, help: 'Help.', labels: [], origin: 'user' } as const;
  return judge(metricPolicies, subject, defaultConventions).length === 0;
}

describe('CheckedName', () => {
  it('lets those of 10,000 names compile that the policies accept, and no other', () => {
    // Names of other libraries pass the policies, but nobody declares them with `define…`.
    const own = name.filter((text) => !isForeign(text, defaultConventions));
    const metrics = fc.sample(fc.record({ type: fc.constantFrom(...types), name: own }), 10_000);
    const byTypes = judgeByTypes(metrics);
    const byPolicies = metrics.map(judgeByPolicies);
    const differing = metrics.filter((_, i) => byTypes[i] !== byPolicies[i]);
    const good = byPolicies.filter(Boolean).length;
    console.log(`types: ${byTypes.length} names, ${good} good, ${differing.length} disagreements`);
    expect(byTypes).toHaveLength(10_000);
    expect(good).toBeGreaterThan(100);
    expect(differing).toEqual([]);
  }, 120_000);
});
