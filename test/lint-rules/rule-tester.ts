import { RuleTester, type RunTests } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import type { Rule } from '../../lint-rules/support/create-rule.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.describeSkip = describe.skip;
RuleTester.it = it;
RuleTester.itOnly = it.only;
RuleTester.itSkip = it.skip;

const tester = new RuleTester();

/** Runs the table of a rule under vitest, with typescript-eslint's parser and no type information. */
export function testRule<MessageId extends string, Options extends readonly unknown[]>(
  id: string,
  rule: Rule<MessageId, Options>,
  table: RunTests<MessageId, Options>,
): void {
  // The tester may bring another copy of the same rule types.
  tester.run(id, rule as unknown as Parameters<typeof tester.run<MessageId, Options>>[1], table);
}
