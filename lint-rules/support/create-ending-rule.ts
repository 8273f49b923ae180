import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { createRule, type Rule } from './create-rule.js';
import { describeUses } from './describe-uses.js';
import { findAncestors, isFunction } from './find-ancestors.js';
import { joinListeners } from './join-listeners.js';
import { createEndingTracker, type EndingTracker } from './track-endings.js';
import { propertyName } from './unwrap.js';

type Message = 'neverEnded' | 'notOnEveryPath' | 'notWhenRejected';
type Context = Readonly<TSESLint.RuleContext<Message, readonly unknown[]>>;
type Callback = TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression;

/** A call that starts what has to be ended. */
export interface Start {
  readonly node: TSESTree.CallExpression;
  /** The function that receives what was started, where it is not returned. */
  readonly callback?: Callback;
}

interface Parts {
  readonly id: string;
  readonly summary: string;
  /** What is started, for the sentences, e.g. `span`. */
  readonly what: string;
  /** Methods that end it. */
  readonly enders: readonly string[];
  find(context: Context, visit: (start: Start) => void): TSESLint.RuleListener;
}

/** Methods that return what they are called on. */
const chainable = ['setAttribute', 'setAttributes', 'addEvent', 'addLink', 'setStatus', 'updateName'];

/** Makes the rule that what is started is also ended, on every way out of the function, failures of an `await` included. */
export function createEndingRule({ id, summary, what, enders, find }: Parts): Rule<Message> {
  const ending = enders.map((name) => `\`${name}()\``).join(' or ');
  return createRule<Message>({
    id,
    summary,
    messages: {
      neverEnded: `Nothing ends this ${what}, so it is never seen; call ${ending}.`,
      notOnEveryPath: `The ${what} of line {line} is not ended on this way out; call ${ending} in \`finally\`.`,
      notWhenRejected: `When this \`await\` fails, nothing ends the ${what} of line {line}; call ${ending} in \`finally\`.`,
    },
    create: (context) => {
      const tracker = createEndingTracker(({ node }, leak) => {
        const messageId = leak.kind === 'exit' ? 'notOnEveryPath' : 'notWhenRejected';
        context.report({ node: leak.node, messageId, data: { line: node.loc.start.line } });
      });
      const starts = find(context, (start) => judge(start, { context, tracker, enders }));
      // Where nothing can start, no way through a function has to be followed.
      return Object.keys(starts).length === 0 ? {} : joinListeners(starts, tracker.listener);
    },
  });
}

interface Judging {
  readonly context: Context;
  readonly tracker: EndingTracker;
  readonly enders: readonly string[];
}

function judge({ node, callback }: Start, { context, tracker, enders }: Judging): void {
  const variable =
    callback === undefined ? findHolder(node, context, enders) : findParameter(callback, context);
  if (variable === 'out of sight') return;
  const home = callback ?? findAncestors(node).find(isFunction);
  const uses =
    variable === 'dropped' ? { endings: [], escapes: false } : describeUses(variable, home, enders);
  if (uses.escapes) return;
  if (uses.endings.length === 0) context.report({ node: node.callee, messageId: 'neverEnded' });
  else tracker.track({ node, endings: uses.endings, ...(callback && { callback }) });
}

type Holder = TSESLint.Scope.Variable | 'dropped' | 'out of sight';

/** The variable that holds what a call returns; or nothing holds it, or something out of sight does. */
function findHolder(call: TSESTree.CallExpression, context: Context, enders: readonly string[]): Holder {
  let node: TSESTree.Node = call;
  for (let { parent } = call as TSESTree.Node; parent; { parent } = node) {
    if (parent.type === 'ExpressionStatement') return 'dropped';
    if (parent.type === 'VariableDeclarator' && parent.init === node && parent.id.type === 'Identifier')
      return context.sourceCode.getDeclaredVariables(parent)[0] ?? 'out of sight';
    if (parent.type === 'MemberExpression' && parent.object === node) {
      const method = propertyName(parent) ?? '';
      if (enders.includes(method) || !chainable.includes(method)) return 'out of sight';
    } else if (parent.type === 'CallExpression' ? parent.callee !== node : !isTransparent(parent)) {
      return 'out of sight';
    }
    node = parent;
  }
  return 'out of sight';
}

function isTransparent({ type }: TSESTree.Node): boolean {
  return ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'ChainExpression'].includes(type);
}

function findParameter(callback: Callback, context: Context): Holder {
  const [parameter] = callback.params;
  if (parameter?.type === 'Identifier')
    return (
      context.sourceCode.getDeclaredVariables(callback).find(({ name }) => name === parameter.name) ??
      'out of sight'
    );
  if (parameter !== undefined) return 'out of sight';
  // Without a parameter, the active span is the one way to it.
  return context.sourceCode.getText(callback.body).includes('getActiveSpan') ? 'out of sight' : 'dropped';
}
