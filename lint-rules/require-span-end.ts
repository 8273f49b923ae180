import { createEndingRule } from './support/create-ending-rule.js';
import { findSpanCallback, findSpanCalls } from './support/find-span-calls.js';

export default createEndingRule({
  id: 'require-span-end',
  summary: 'Every span that is started is ended, also when something fails.',
  what: 'span',
  enders: ['end'],
  find: (context, visit) =>
    findSpanCalls(context.sourceCode, ({ node, method }) => {
      if (method === 'startSpan') visit({ node });
      const callback = method === 'startActiveSpan' ? findSpanCallback(node) : undefined;
      if (callback !== undefined) visit({ node, callback });
    }),
});
