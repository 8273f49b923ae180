import { createRule } from './support/create-rule.js';
import { findDynamicPart } from './support/find-dynamic-part.js';
import { findMetricDefinitions } from './support/find-metric-definitions.js';
import { readStaticText } from './support/static-text.js';

export default createRule({
  id: 'no-dynamic-metric-name',
  summary: 'Metric names are written out; what varies is a label.',
  messages: {
    dynamicName:
      'The name of this {type} is built from `{part}` at run time; write it out and make `{part}` a label.',
  },
  create: (context) =>
    findMetricDefinitions(context, ['tricord', 'prom-client', 'opentelemetry'], ({ name, type }) => {
      if (typeof name === 'string' || readStaticText(name, context.sourceCode) !== undefined) return;
      const node = findDynamicPart(name, context.sourceCode);
      if (node === undefined) return;
      context.report({
        node,
        messageId: 'dynamicName',
        data: { type, part: context.sourceCode.getText(node) },
      });
    }),
});
