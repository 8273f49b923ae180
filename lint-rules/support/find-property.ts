import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findDeclarator, findVariable } from './find-variable.js';
import { propertyName, unwrap } from './unwrap.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** What can be said of a property of an object: its value, that it is not there, or nothing. */
export type PropertyFinding = TSESTree.Node | 'absent' | 'unseen';

/** Returns the object literal an expression stands for, directly or through a constant of the file. */
export function findObject(
  node: TSESTree.Node,
  sourceCode: SourceCode,
): TSESTree.ObjectExpression | undefined {
  const expression = unwrap(node);
  if (expression.type === 'ObjectExpression') return expression;
  if (expression.type !== 'Identifier') return undefined;
  const variable = findVariable(expression, sourceCode);
  const declarator = variable && findDeclarator(variable);
  if (!declarator?.init || declarator.id.type !== 'Identifier') return undefined;
  const init = unwrap(declarator.init);
  return init.type === 'ObjectExpression' ? init : undefined;
}

/** Finds a property of an object, last one first as at run time; spread objects are looked into when they are literals. */
export function findProperty(
  object: TSESTree.Node | undefined,
  key: string,
  sourceCode: SourceCode,
  depth = 0,
): PropertyFinding {
  const literal = object && findObject(object, sourceCode);
  if (literal === undefined || depth > 4) return 'unseen';
  for (const property of literal.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const spread = findProperty(property.argument, key, sourceCode, depth + 1);
      if (spread !== 'absent') return spread;
      continue;
    }
    const name = propertyName(property);
    if (name === undefined) return 'unseen';
    if (name === key) return property.kind === 'init' && !property.method ? property.value : 'unseen';
  }
  return 'absent';
}
