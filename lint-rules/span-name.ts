import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { defaultConventions } from '../src/conventions.js';
import { spanName } from '../src/policies/index.js';
import { createRule } from './support/create-rule.js';
import { findEndless } from './support/find-endless.js';
import { findOperations } from './support/find-operations.js';
import { findProperty } from './support/find-property.js';
import { findSpanCalls } from './support/find-span-calls.js';
import { joinListeners } from './support/join-listeners.js';
import { readStaticText } from './support/static-text.js';

type Message = keyof typeof spanName.messages | 'endlessSource';
type Context = Readonly<TSESLint.RuleContext<Message, readonly unknown[]>>;

export default createRule<Message>({
  id: spanName.id,
  summary: spanName.summary,
  messages: {
    ...spanName.messages,
    endlessSource:
      'The span name contains `{source}`, and there is no end of {what}; put it into an attribute and its template into the name.',
  },
  create: (context) =>
    joinListeners(
      findSpanCalls(context.sourceCode, ({ node, method }) => {
        const isName = ['startSpan', 'startActiveSpan', 'updateName'].includes(method);
        if (isName) judge(context, node.arguments[0]);
      }),
      findOperations(context.sourceCode, (node) => {
        for (const key of ['spanName', 'method']) {
          const name = findProperty(node.arguments[2], key, context.sourceCode);
          if (typeof name !== 'string') judge(context, name);
        }
      }),
    ),
});

function judge(context: Context, node: TSESTree.Node | undefined): void {
  if (node === undefined || node.type === 'SpreadElement') return;
  const name = readStaticText(node, context.sourceCode)?.text;
  if (name !== undefined) {
    for (const { message, data } of spanName.check({ name }, defaultConventions))
      context.report({ node, messageId: message, data: { ...data } });
    return;
  }
  const endless = findEndless(node, context.sourceCode);
  if (endless === undefined) return;
  const data = { source: context.sourceCode.getText(endless.node), what: endless.what };
  context.report({ node: endless.node, messageId: 'endlessSource', data });
}
