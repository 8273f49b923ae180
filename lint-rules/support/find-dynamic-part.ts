import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findVariable } from './find-variable.js';
import { findOperands } from './static-text.js';
import { unwrap } from './unwrap.js';

interface Search {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  /** Steps left; what takes more counts as unknown. */
  budget: number;
}

/**
 * Returns the part of an expression that is certainly computed while the program runs: a call, a parameter, a variable
 * that changes, a property of one of these, or of `this` or `process.env`. Imports and globals are unknown, not dynamic.
 */
export function findDynamicPart(
  node: TSESTree.Node,
  sourceCode: Readonly<TSESLint.SourceCode>,
): TSESTree.Node | undefined {
  return find(node, { sourceCode, budget: 256 });
}

function find(node: TSESTree.Node, search: Search): TSESTree.Node | undefined {
  if (--search.budget < 0) return undefined;
  const expression = unwrap(node);
  switch (expression.type) {
    case 'TemplateLiteral':
      return findFirst(expression.expressions, search);
    case 'BinaryExpression':
      return findFirst(findOperands(expression), search);
    case 'LogicalExpression':
      return findFirst([expression.left, expression.right], search);
    case 'ConditionalExpression':
      return findFirst([expression.consequent, expression.alternate], search);
    case 'CallExpression':
    case 'TaggedTemplateExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'NewExpression':
    case 'ThisExpression':
      return expression;
    case 'MemberExpression':
      return isEnvironment(expression) || find(expression.object, search) ? expression : undefined;
    case 'Identifier':
      return isDynamicVariable(expression, search) ? expression : undefined;
    default:
      return undefined;
  }
}

function findFirst(nodes: readonly TSESTree.Node[], search: Search): TSESTree.Node | undefined {
  for (const node of nodes) {
    const found = find(node, search);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isDynamicVariable(identifier: TSESTree.Identifier, search: Search): boolean {
  const variable = findVariable(identifier, search.sourceCode);
  const definition = variable?.defs[0];
  if (variable === undefined || definition === undefined) return false;
  if (definition.type === 'Parameter' || definition.type === 'CatchClause') return true;
  if (definition.type !== 'Variable') return false;
  const { init, parent } = definition.node;
  const isLoopVariable = parent.parent.type === 'ForOfStatement' || parent.parent.type === 'ForInStatement';
  const isAssignedAgain = variable.references.some((reference) => reference.isWrite() && !reference.init);
  return isLoopVariable || isAssignedAgain || (init !== null && find(init, search) !== undefined);
}

function isEnvironment({ object }: TSESTree.MemberExpression): boolean {
  return (
    object.type === 'MemberExpression' &&
    object.object.type === 'Identifier' &&
    object.object.name === 'process' &&
    object.property.type === 'Identifier' &&
    object.property.name === 'env'
  );
}
