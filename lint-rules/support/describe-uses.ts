import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findAncestors, isFunction } from './find-ancestors.js';
import { propertyName } from './unwrap.js';

/** How the rest of a function uses a value that has to be ended. */
export interface Uses {
  /** Calls that end it, in the function that started it. */
  readonly endings: readonly TSESTree.Node[];
  /** Whether it is handed on, or ended in another function, so that nobody can tell from here when. */
  readonly escapes: boolean;
}

/** Calls that take a span and keep nothing that must end it. */
const borrowers = ['setSpan', 'getSpanContext', 'isSpanContextValid', 'with', 'bind'];

/** Describes what happens to a variable: each call of one of `enders`, and whether it gets out of sight. */
export function describeUses(
  variable: TSESLint.Scope.Variable,
  home: TSESTree.Node | undefined,
  enders: readonly string[],
): Uses {
  const endings: TSESTree.Node[] = [];
  let escapes = variable.defs.length > 1;
  for (const reference of variable.references) {
    if (!reference.isRead()) {
      escapes ||= reference.isWrite() && !reference.init && endings.length > 0;
      continue;
    }
    const use = describeUse(reference.identifier as TSESTree.Node, enders);
    if (use === 'neutral') continue;
    const isElsewhere = use === 'escape' || findAncestors(use).find(isFunction) !== home;
    if (isElsewhere || isGuardedBy(use as TSESTree.Node, variable)) escapes = true;
    else endings.push(use as TSESTree.Node);
  }
  return { endings, escapes };
}

type Use = TSESTree.Node | 'neutral' | 'escape';

/** Where a value only stands to be asked whether it is there. */
const questions = ['IfStatement', 'UnaryExpression', 'BinaryExpression', 'ExpressionStatement'];

function describeUse(identifier: TSESTree.Node, enders: readonly string[]): Use {
  const { node, parent } = climb(identifier);
  if (parent?.type === 'MemberExpression')
    return parent.object === node ? describeMember(parent, enders) : 'neutral';
  if (parent?.type === 'CallExpression') {
    const { callee } = parent;
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    return borrowers.includes(name ?? '') ? 'neutral' : 'escape';
  }
  if (parent?.type === 'ConditionalExpression') return parent.test === node ? 'neutral' : 'escape';
  if (parent?.type === 'LogicalExpression')
    return parent.left === node && parent.operator === '&&' ? 'neutral' : 'escape';
  return questions.includes(parent?.type ?? '') ? 'neutral' : 'escape';
}

function describeMember(member: TSESTree.MemberExpression, enders: readonly string[]): Use {
  const name = propertyName(member) ?? '';
  const { node, parent } = climb(member);
  const isCalled = parent?.type === 'CallExpression' && parent.callee === node;
  if (enders.includes(name)) return isCalled ? parent : 'escape';
  // The way other tracers end their spans.
  return name === 'finish' ? 'escape' : 'neutral';
}

/** The outermost node that is the same value: `span!`, `span as Span`, and the chain around `span?.end()`. */
function climb(start: TSESTree.Node): { node: TSESTree.Node; parent: TSESTree.Node | undefined } {
  let node = start;
  const same = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'ChainExpression'];
  while (node.parent !== undefined && same.includes(node.parent.type)) node = node.parent;
  return { node, parent: node.parent };
}

/** Says whether a use stands in an `if` that asks for the value itself, which a path analysis would misread. */
function isGuardedBy(use: TSESTree.Node, variable: TSESLint.Scope.Variable): boolean {
  return findAncestors(use).some((outer) => {
    const test =
      outer.type === 'IfStatement' || outer.type === 'ConditionalExpression' ? outer.test : undefined;
    if (test === undefined) return false;
    return variable.references.some(
      ({ identifier: { range } }) => range[0] >= test.range[0] && range[1] <= test.range[1],
    );
  });
}
