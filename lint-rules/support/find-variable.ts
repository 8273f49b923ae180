import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** Returns the variable an identifier refers to; a global that no code declares has none. */
export function findVariable(
  identifier: TSESTree.Identifier,
  sourceCode: Readonly<TSESLint.SourceCode>,
): TSESLint.Scope.Variable | undefined {
  let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(identifier);
  while (scope !== null) {
    const variable = scope.set.get(identifier.name);
    if (variable !== undefined) return variable.defs.length === 0 ? undefined : variable;
    scope = scope.upper;
  }
  return undefined;
}

/** Returns the declarator of a variable that keeps its first value: a `const`, or one that is never assigned again. */
export function findDeclarator(variable: TSESLint.Scope.Variable): TSESTree.VariableDeclarator | undefined {
  const [definition, ...others] = variable.defs;
  if (definition?.type !== 'Variable' || others.length > 0) return undefined;
  const isAssignedAgain = variable.references.some((reference) => reference.isWrite() && !reference.init);
  return isAssignedAgain ? undefined : definition.node;
}
