import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { type KnownKey, readKnownKeys } from '../src/catalog/semantic-keys.js';
import type { Conventions } from '../src/conventions.js';
import { spanAttributeName } from '../src/policies/index.js';
import { nearestName } from '../src/policies/nearest-name.js';
import { createRule } from './support/create-rule.js';
import { findObject, findProperty } from './support/find-property.js';
import { findSpanCalls, type SpanCall } from './support/find-span-calls.js';
import { readKey } from './support/find-labels.js';
import { readProject } from './support/read-project.js';
import { renameKey } from './support/rename-key.js';
import { reportVerdict } from './support/report-verdict.js';
import { readStaticText } from './support/static-text.js';

/** Options of the rule. */
export interface SpanAttributeNameOptions {
  /** Keys that stay as they are, such as those of a vendor. */
  readonly allow?: readonly string[];
}

type Message = keyof typeof spanAttributeName.messages | 'rename';
type Context = Readonly<TSESLint.RuleContext<Message, readonly [SpanAttributeNameOptions?]>>;
type Verdict = ReturnType<typeof spanAttributeName.check> extends Iterable<infer Item> ? Item : never;

/** The known keys, read when the first attribute is judged. */
let known: ReadonlyMap<string, KnownKey> | undefined;

/** Two letters: `http.request.methd` is a slip, `http.request.mode` may be a key of somebody's own. */
const reach = (): number => 2;

export default createRule<Message, [SpanAttributeNameOptions?]>({
  id: spanAttributeName.id,
  summary: spanAttributeName.summary,
  messages: { ...spanAttributeName.messages, rename: 'Rename it to `{suggestion}`.' },
  hasSuggestions: true,
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          description: 'Keys that stay as they are, such as those of a vendor.',
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
        },
      },
    },
  ],
  create: (context) => {
    const judge = (key: string): Verdict[] => {
      const { conventions } = readProject(context);
      if (conventions === undefined || context.options[0]?.allow?.includes(key) === true) return [];
      known ??= readKnownKeys();
      return [...spanAttributeName.check(describeKey(key, known, conventions), conventions)];
    };
    return findSpanCalls(context.sourceCode, (call) => {
      if (call.method === 'setAttribute') judgeArgument(context, call.node.arguments[0], judge);
      else judgeObject(context, findAttributes(call, context), judge);
    });
  },
});

/** Where a call has its attributes: an argument, or `attributes` of the options of a span. */
function findAttributes({ node, method }: SpanCall, { sourceCode }: Context): TSESTree.Node | undefined {
  const [first, second] = node.arguments;
  if (method === 'setAttributes') return first;
  if (method === 'addEvent') return second;
  if (method !== 'startSpan' && method !== 'startActiveSpan') return undefined;
  const attributes = findProperty(second, 'attributes', sourceCode);
  return typeof attributes === 'string' ? undefined : attributes;
}

function judgeArgument(
  context: Context,
  node: TSESTree.Node | undefined,
  judge: (key: string) => Verdict[],
): void {
  const text = node && readStaticText(node, context.sourceCode);
  if (node === undefined || text === undefined) return;
  for (const verdict of judge(text.text)) reportVerdict(context, verdict, { text, node });
}

function judgeObject(
  context: Context,
  node: TSESTree.Node | undefined,
  judge: (key: string) => Verdict[],
): void {
  const object = node && findObject(node, context.sourceCode);
  for (const property of object?.properties ?? []) {
    const text = property.type === 'Property' ? readKey(property, context.sourceCode) : undefined;
    if (property.type !== 'Property' || text === undefined) continue;
    for (const { message, data } of judge(text.text)) {
      const suggestion = data?.['suggestion'];
      const fix =
        typeof suggestion === 'string' ? renameKey(property, suggestion, context.sourceCode) : undefined;
      context.report({
        node: property.key,
        messageId: message,
        data: { ...data },
        suggest: fix === undefined ? [] : [{ messageId: 'rename', data: { suggestion }, fix }],
      });
    }
  }
}

function describeKey(
  key: string,
  known: ReadonlyMap<string, KnownKey>,
  { spanDialects }: Conventions,
): Parameters<typeof spanAttributeName.check>[0] {
  const found = known.get(key);
  if (found === undefined) {
    const near = nearestName(key, known.keys(), reach);
    return { key, isKnown: false, ...(near && { near }) };
  }
  const { dialects, fact } = found;
  const [foreign] = dialects.some((dialect) => spanDialects.includes(dialect)) ? [] : dialects;
  const replacement = spanDialects.map((dialect) => fact?.span[dialect]).find(Boolean);
  const isForeign = foreign !== undefined && replacement !== undefined;
  return { key, isKnown: true, ...(isForeign && { foreignDialect: foreign, replacement }) };
}
