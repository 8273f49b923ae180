import { createRule } from './support/create-rule.js';
import { findDynamicPart } from './support/find-dynamic-part.js';
import { findError } from './support/find-error.js';
import { findInterpolations, findLogCalls } from './support/find-log-calls.js';

export default createRule({
  id: 'no-log-interpolation',
  summary: 'Log messages are constant; what varies is a field.',
  messages: {
    interpolated: 'The message contains `{part}`, so no two lines group together; log `{part}` as a field.',
  },
  create: (context) =>
    findLogCalls(context, ({ message }) => {
      for (const part of message === undefined ? [] : findInterpolations(message)) {
        // Errors are the matter of log-error-object.
        if (findError(part, context.sourceCode) !== undefined) continue;
        if (findDynamicPart(part, context.sourceCode) === undefined) continue;
        context.report({
          node: part,
          messageId: 'interpolated',
          data: { part: context.sourceCode.getText(part) },
        });
      }
    }),
});
