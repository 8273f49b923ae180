import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findOrigin, isOwnModule } from './find-origin.js';

/** Calls `visit` for each call of `startOperation`, whatever the file calls it. */
export function findOperations(
  sourceCode: Readonly<TSESLint.SourceCode>,
  visit: (node: TSESTree.CallExpression) => void,
): TSESLint.RuleListener {
  if (!sourceCode.text.includes('startOperation')) return {};
  return {
    CallExpression(node) {
      const origin = findOrigin(node.callee, sourceCode);
      const isOurs = origin?.module === 'tricord' || isOwnModule(origin?.module ?? '');
      if (isOurs && origin?.path.at(-1) === 'startOperation') visit(node);
    },
  };
}
