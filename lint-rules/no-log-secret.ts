import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { defaultConventions } from '../src/conventions.js';
import { logSecret } from '../src/policies/log-secret.js';
import { createRule } from './support/create-rule.js';
import { findInterpolations, findLogCalls, findLogFields } from './support/find-log-calls.js';
import { findObject } from './support/find-property.js';
import { findSecret, isSecretName } from './support/find-secret.js';
import { joinListeners } from './support/join-listeners.js';
import { readStaticText } from './support/static-text.js';
import { propertyName, unwrap } from './support/unwrap.js';

/** Options of the rule. */
export interface NoLogSecretOptions {
  /** Names that look like those of secrets and are none, such as `token` in a parser. */
  readonly allow?: readonly string[];
}

type Message = 'secretField' | 'secretValue' | 'secretText';
type Context = Readonly<TSESLint.RuleContext<Message, readonly [NoLogSecretOptions?]>>;
type Kind = 'pino' | 'tricord';

/** Objects within fields that are looked into. */
const maxDepth = 3;

export default createRule<Message, [NoLogSecretOptions?]>({
  id: 'no-log-secret',
  summary: 'Loggers are given no password, token, credential or whole set of headers.',
  messages: {
    secretField: 'Field `{key}` hands a secret to the log; leave it out, or log whether it is there.',
    secretValue: '`{source}` is {what}; leave it out of the log.',
    secretText: 'The text contains {what}; whoever reads the code or the log can use it.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          description: 'Names that look like those of secrets and are none, such as `token` in a parser.',
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
        },
      },
    },
  ],
  create: (context) =>
    joinListeners(
      findLogCalls(context, ({ node, message }) => {
        for (const part of message === undefined ? [] : findInterpolations(message))
          judgeValue(context, part);
        for (const argument of node.arguments) {
          if (argument.type === 'SpreadElement') continue;
          const text = readStaticText(argument, context.sourceCode)?.text;
          if (text !== undefined) judgeText(context, argument, text);
          else if (argument !== message && findObject(argument, context.sourceCode) === undefined)
            judgeValue(context, argument);
        }
      }),
      findLogFields(context, ({ object, kind }) => judgeFields(context, object, kind, 0)),
    ),
});

function judgeFields(context: Context, object: TSESTree.ObjectExpression, kind: Kind, depth: number): void {
  for (const property of object.properties) {
    if (property.type === 'SpreadElement') {
      judgeValue(context, property.argument);
      continue;
    }
    const key = propertyName(property);
    const value = unwrap(property.value);
    if (value.type === 'ObjectExpression') {
      if (depth < maxDepth) judgeFields(context, value, kind, depth + 1);
      continue;
    }
    const text = readStaticText(value, context.sourceCode)?.text;
    if (text !== undefined) judgeText(context, value, text);
    else if (key !== undefined && isSecretName(key) && !isAllowed(context, key)) {
      // Tricord's loggers put `[redacted]` under such a key, whatever the value is.
      if (kind === 'pino' && mayBeSecret(value))
        context.report({ node: property, messageId: 'secretField', data: { key } });
    } else judgeValue(context, value);
  }
}

/** Whether a value can be a secret at all: `true`, `password.length` and `token !== undefined` are not. */
function mayBeSecret(value: TSESTree.Node): boolean {
  if (value.type === 'MemberExpression') return !['length', 'size'].includes(propertyName(value) ?? '');
  if (value.type === 'CallExpression') return false;
  return [
    'Identifier',
    'TemplateLiteral',
    'LogicalExpression',
    'ConditionalExpression',
    'AwaitExpression',
  ].includes(value.type);
}

function judgeValue(context: Context, node: TSESTree.Node): void {
  const found = findSecret(node, context.sourceCode);
  if (found === undefined) return;
  const source = context.sourceCode.getText(found.node);
  if (isAllowed(context, source.slice(source.lastIndexOf('.') + 1))) return;
  context.report({ node: found.node, messageId: 'secretValue', data: { source, what: found.what } });
}

function judgeText(context: Context, node: TSESTree.Node, text: string): void {
  for (const { data } of logSecret.check({ text }, defaultConventions))
    context.report({ node, messageId: 'secretText', data: { what: data?.['what'] } });
}

function isAllowed({ options }: Context, name: string): boolean {
  return options[0]?.allow?.includes(name) === true;
}
