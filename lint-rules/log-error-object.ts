import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { createRule } from './support/create-rule.js';
import { findError } from './support/find-error.js';
import {
  countPlaceholders,
  findInterpolations,
  findLogCalls,
  type LogCall,
} from './support/find-log-calls.js';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Message = 'inMessage' | 'afterMessage' | 'passFirst';

export default createRule<Message>({
  id: 'log-error-object',
  summary: 'Errors are logged as a field, which keeps their type, stack and cause.',
  messages: {
    inMessage:
      'Error `{error}` is put into the message, which loses its type and stack; log it as field `err`.',
    afterMessage: 'Error `{error}` follows the message, where plain pino drops it; log it as field `err`.',
    passFirst: 'Pass `{fields}` before the message.',
  },
  hasSuggestions: true,
  create: (context) =>
    findLogCalls(context, (call) => {
      const mayTrail = call.kind === 'tricord';
      for (const [node, error] of findErrorsInMessage(call, context.sourceCode)) {
        context.report({ node, messageId: 'inMessage', data: { error: context.sourceCode.getText(error) } });
      }
      const taken = countPlaceholders(call.message, context.sourceCode) ?? 0;
      for (const [i, node] of call.rest.entries()) {
        const error = findError(node, context.sourceCode);
        if (error === undefined || (mayTrail && error === node)) continue;
        const data = { error: context.sourceCode.getText(error) };
        if (i < taken) {
          context.report({ node, messageId: 'inMessage', data });
          continue;
        }
        const suggestion = suggestField(call, node, context.sourceCode);
        context.report({
          node,
          messageId: 'afterMessage',
          data,
          suggest: suggestion === undefined ? [] : [suggestion],
        });
      }
    }),
});

function findErrorsInMessage(
  { node, message }: LogCall,
  sourceCode: SourceCode,
): [TSESTree.Node, TSESTree.Node][] {
  if (message === undefined) return [];
  // An error that is the first argument is pino's own way to log one; its text is not.
  const direct = findError(message, sourceCode);
  if (direct !== undefined)
    return direct === message && node.arguments[0] === message ? [] : [[message, direct]];
  return findInterpolations(message).flatMap((part) => {
    const error = findError(part, sourceCode);
    return error === undefined ? [] : [[part, error] as [TSESTree.Node, TSESTree.Node]];
  });
}

/** For `log.error('message', err)` alone: with more arguments, what the author meant is not certain. */
function suggestField(
  { node, message, rest }: LogCall,
  error: TSESTree.Node,
  sourceCode: SourceCode,
): TSESLint.SuggestionReportDescriptor<Message> | undefined {
  if (
    message === undefined ||
    node.arguments[0] !== message ||
    rest.length > 1 ||
    error.type !== 'Identifier'
  )
    return undefined;
  const fields = error.name === 'err' ? '{ err }' : `{ err: ${error.name} }`;
  return {
    messageId: 'passFirst',
    data: { fields },
    fix: (fixer) =>
      fixer.replaceTextRange([message.range[0], error.range[1]], `${fields}, ${sourceCode.getText(message)}`),
  };
}
