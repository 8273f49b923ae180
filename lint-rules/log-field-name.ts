import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { logFieldName } from '../src/policies/index.js';
import { createRule } from './support/create-rule.js';
import { findLogFields } from './support/find-log-calls.js';
import { readKey } from './support/find-labels.js';
import { renameKey } from './support/rename-key.js';
import { readProject } from './support/read-project.js';

/** Options of the rule. */
export interface LogFieldNameOptions {
  /** Keys that stay as they are, such as those of another system. */
  readonly allow?: readonly string[];
}

type Message = keyof typeof logFieldName.messages | 'reservedByPino' | 'rename';

/** Keys that pino itself writes; a second one makes readers disagree. */
const pinoKeys = ['level', 'time', 'pid', 'hostname'];

export default createRule<Message, [LogFieldNameOptions?]>({
  id: logFieldName.id,
  summary: logFieldName.summary,
  messages: {
    ...logFieldName.messages,
    reservedByPino:
      'Field `{key}` is written by pino itself, so it stands on the line twice; call it something else.',
    rename: 'Rename it to `{suggestion}`.',
  },
  hasSuggestions: true,
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          description: 'Keys that stay as they are, such as those of another system.',
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
        },
      },
    },
  ],
  create: (context) =>
    findLogFields(context, ({ object, kind, hasMessage }) => {
      const { conventions } = readProject(context);
      if (conventions === undefined) return;
      for (const property of object.properties) {
        if (property.type !== 'Property') continue;
        const key = readKey(property, context.sourceCode)?.text;
        if (key === undefined || context.options[0]?.allow?.includes(key)) continue;
        // Without a message of its own, the line takes it from its fields.
        if (!hasMessage && ['msg', 'message'].includes(key)) continue;
        if (kind === 'pino' && pinoKeys.includes(key))
          context.report({ node: property.key, messageId: 'reservedByPino', data: { key } });
        else
          for (const verdict of logFieldName.check({ key }, conventions)) report(context, verdict, property);
      }
    }),
});

type Verdict = ReturnType<typeof logFieldName.check> extends Iterable<infer Item> ? Item : never;

function report(
  context: Readonly<TSESLint.RuleContext<Message, readonly unknown[]>>,
  { message, data }: Verdict,
  property: TSESTree.Property,
): void {
  const suggestion = message === 'wrongCase' ? String(data?.['suggestion']) : undefined;
  const fix = suggestion === undefined ? undefined : renameKey(property, suggestion, context.sourceCode);
  context.report({
    node: property.key,
    messageId: message,
    data: { ...data },
    suggest: fix === undefined ? [] : [{ messageId: 'rename', data: { suggestion }, fix }],
  });
}
