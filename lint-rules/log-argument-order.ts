import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { createRule } from './support/create-rule.js';
import { findLeftovers, findLogCalls, isErrorArgument, type LogCall } from './support/find-log-calls.js';
import { unwrap } from './support/unwrap.js';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Message = 'dropped' | 'secondObject' | 'fieldsFirst';

export default createRule<Message>({
  id: 'log-argument-order',
  summary: 'Fields stand before the message, where pino reads them.',
  messages: {
    dropped: '`{argument}` follows the message, where pino drops it; pass fields before the message.',
    secondObject:
      '`{argument}` is a second object, which pino prints as the message; put its members into the first.',
    fieldsFirst: 'Pass `{argument}` before the message.',
  },
  hasSuggestions: true,
  create: (context) =>
    findLogCalls(context, (call) => {
      // Tricord's loggers take both orders.
      if (call.kind === 'tricord') return;
      const { sourceCode } = context;
      const second = findSecondObject(call);
      if (second !== undefined) {
        const data = { argument: shorten(sourceCode.getText(second)) };
        context.report({ node: second, messageId: 'secondObject', data });
      }
      for (const node of findLeftovers(call, sourceCode)) {
        if (node.type === 'SpreadElement') return;
        // Errors are the matter of log-error-object.
        if (isErrorArgument(node, sourceCode)) continue;
        const suggestion = suggestOrder(call, node, sourceCode);
        const data = { argument: shorten(sourceCode.getText(node)) };
        context.report({ node, messageId: 'dropped', data, suggest: suggestion ? [suggestion] : [] });
      }
    }),
});

function findSecondObject({ node, message }: LogCall): TSESTree.Node | undefined {
  const [first, second] = node.arguments;
  if (message !== undefined || first === undefined || second === undefined) return undefined;
  const isPair = [first, second].every((argument) => unwrap(argument).type === 'ObjectExpression');
  return isPair ? second : undefined;
}

/** For `log.info('message', { … })` alone: with more arguments, what the author meant is not certain. */
function suggestOrder(
  { node, message }: LogCall,
  argument: TSESTree.Node,
  sourceCode: SourceCode,
): TSESLint.SuggestionReportDescriptor<Message> | undefined {
  const isPair = node.arguments.length === 2 && node.arguments[0] === message;
  if (message === undefined || !isPair || unwrap(argument).type !== 'ObjectExpression') return undefined;
  // A comment between the two would be lost.
  if (sourceCode.commentsExistBetween(message, argument)) return undefined;
  const text = sourceCode.getText(argument);
  return {
    messageId: 'fieldsFirst',
    data: { argument: shorten(text) },
    fix: (fixer) =>
      fixer.replaceTextRange(
        [message.range[0], argument.range[1]],
        `${text}, ${sourceCode.getText(message)}`,
      ),
  };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
