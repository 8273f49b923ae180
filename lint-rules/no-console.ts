import { createRule } from './support/create-rule.js';
import { findOrigin } from './support/find-origin.js';
import { findVariable } from './support/find-variable.js';
import { propertyName } from './support/unwrap.js';

/** Options of the rule. */
export interface NoConsoleOptions {
  /** Methods of `console` that may be used. */
  readonly allow?: readonly string[];
}

export default createRule<'console', [NoConsoleOptions?]>({
  id: 'no-console',
  summary: 'Services write through their logger, never to the console.',
  messages: {
    console: '`console.{method}` writes a line without level, trace id or fields; use the logger.',
  },
  recommended: false,
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          description: 'Methods of `console` that may be used.',
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
        },
      },
    },
  ],
  create: (context) => {
    if (!context.sourceCode.text.includes('console')) return {};
    return {
      MemberExpression(node) {
        const method = propertyName(node);
        const { allow = [] } = context.options[0] ?? {};
        if (method === undefined || allow.includes(method) || node.object.type !== 'Identifier') return;
        const isGlobal =
          node.object.name === 'console' && findVariable(node.object, context.sourceCode) === undefined;
        const origin = isGlobal ? undefined : findOrigin(node.object, context.sourceCode);
        const isImported = /^(?:node:)?console$/.test(origin?.module ?? '') && origin?.path.length === 0;
        if (isGlobal || isImported) context.report({ node, messageId: 'console', data: { method } });
      },
    };
  },
});
