import type { TSESLint } from '@typescript-eslint/utils';

/** What a rule says about itself beside ESLint's own fields. */
export interface RuleDocs {
  /** Whether `configs.recommended` switches it on; `configs.strict` has every rule. */
  readonly recommended: boolean;
}

/** A rule of this plugin. */
export type Rule<MessageId extends string, Options extends readonly unknown[] = []> = TSESLint.RuleModule<
  MessageId,
  Options,
  RuleDocs
>;

interface RuleParts<MessageId extends string, Options extends readonly unknown[]> {
  /** Also the name of its file, its test and its page in docs/rules. */
  readonly id: string;
  readonly summary: string;
  /** Sentences with `{name}` placeholders, as policies write them. */
  readonly messages: Readonly<Record<MessageId, string>>;
  readonly recommended?: boolean;
  readonly hasSuggestions?: boolean;
  readonly schema?: TSESLint.RuleMetaData<MessageId>['schema'];
  readonly create: Rule<MessageId, Options>['create'];
}

/** Makes an ESLint rule of its parts: the placeholders become ESLint's, the page of the rule its `url`. */
export function createRule<MessageId extends string, Options extends readonly unknown[] = []>(
  parts: RuleParts<MessageId, Options>,
): Rule<MessageId, Options> {
  const { id, summary, messages, recommended = true, hasSuggestions = false, schema = [], create } = parts;
  return {
    meta: {
      type: 'problem',
      docs: { description: summary, url: `docs/rules/${id}.md`, recommended },
      messages: Object.fromEntries(
        Object.entries<string>(messages).map(([key, text]) => [key, text.replace(/\{(\w+)\}/g, '{{$1}}')]),
      ) as Record<MessageId, string>,
      hasSuggestions,
      schema,
    },
    create,
  };
}
