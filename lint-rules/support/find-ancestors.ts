import type { TSESTree } from '@typescript-eslint/utils';

/** Returns the nodes around a node, innermost first. */
export function findAncestors(node: TSESTree.Node): TSESTree.Node[] {
  const ancestors: TSESTree.Node[] = [];
  // At run time the parent of the program is null.
  for (let outer = node.parent; outer; outer = outer.parent) ancestors.push(outer);
  return ancestors;
}

/** Says whether a node is a function of any kind. */
export function isFunction({ type }: TSESTree.Node): boolean {
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}
