import { RuleTester, type RunTests } from '@typescript-eslint/rule-tester';
import * as eslint10 from 'eslint';
import * as eslint9 from 'eslint-9';
import { parser } from 'typescript-eslint';
import { afterAll, describe, it } from 'vitest';
import type { Rule } from '../../lint-rules/support/create-rule.js';

for (const tester of [RuleTester, eslint9.RuleTester, eslint10.RuleTester] as (typeof RuleTester)[]) {
  tester.afterAll = afterAll;
  tester.describe = describe;
  tester.it = it;
  tester.itOnly = it.only;
}

interface Case {
  readonly code: string;
  readonly name?: string;
}

type Table = { readonly valid: readonly Case[]; readonly invalid: readonly Case[] };

/**
 * Runs the table of a rule under vitest without type information: with typescript-eslint's parser on ESLint 10 and 9,
 * and with ESLint's own parser on both, as far as a case is JavaScript.
 */
export function testRule<MessageId extends string, Options extends readonly unknown[]>(
  id: string,
  rule: Rule<MessageId, Options>,
  table: RunTests<MessageId, Options>,
): void {
  const tester = new RuleTester();
  // The tester may bring another copy of the same rule types.
  describe('typescript-eslint, ESLint 10', () => {
    tester.run(id, rule as unknown as Parameters<typeof tester.run<MessageId, Options>>[1], table);
  });
  const cases = table as unknown as Table;
  describe('typescript-eslint, ESLint 9', () => run(eslint9, id, rule, cases, { parser }));
  const plain = { valid: cases.valid.filter(isJavaScript), invalid: cases.invalid.filter(isJavaScript) };
  describe('espree, ESLint 9', () => run(eslint9, id, rule, plain));
  describe('espree, ESLint 10', () => run(eslint10, id, rule, plain));
}

// eslint-disable-next-line max-params -- what ESLint's own tester takes, and its version
function run(
  { RuleTester: Tester }: typeof eslint9 | typeof eslint10,
  id: string,
  rule: unknown,
  table: Table,
  languageOptions: object = {},
): void {
  const tester = new Tester({ languageOptions } as never) as eslint10.RuleTester;
  tester.run(id, rule as eslint10.Rule.RuleModule, table as never);
}

function isJavaScript({ code }: Case): boolean {
  // Type arguments are comparisons to a parser that knows no types.
  if (/\w<['\w]/.test(code)) return false;
  const config = { languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } } as const;
  return new eslint10.Linter().verify(code, config).every(({ fatal }) => fatal !== true);
}
