import { describe, expect, it } from 'vitest';
import { resolveConventions } from '../../src/conventions.js';
import { logFieldName } from '../../src/policies/index.js';

const table = [
  ['camelCase', 'zap', { key: 'orderId' }, []],
  ['camelCase with dots', 'ego', { key: 'shop.orderId' }, []],
  ['snake_case in ECS', 'ecs', { key: 'order_id' }, []],
  ['snake_case elsewhere', 'zap', { key: 'order_id' }, [['wrongCase', 'orderId']]],
  ['camelCase in ECS', 'ecs', { key: 'shop.orderId' }, [['wrongCase', 'shop.order_id']]],
  ['kebab-case', 'ego', { key: 'Order-Id' }, [['wrongCase', 'orderId']]],
  ['a key without a word', 'zap', { key: '42' }, [['noWord', '42']]],
  ['a reserved key', 'zap', { key: 'ts' }, [['reserved', undefined]]],
  ['a reserved key of another dialect', 'ecs', { key: 'ts' }, []],
  ['a reserved key on a line that was written', 'zap', { key: 'ts', isWritten: true }, []],
  ['a reserved key that is not of its own form', 'ecs', { key: '@timestamp', isWritten: true }, []],
] as const;

describe('log-field-name', () => {
  it.each(table)('judges %s', (_case, logDialect, subject, problems) => {
    const verdicts = [...logFieldName.check(subject, resolveConventions({ logDialect }))];
    expect(verdicts.map(({ message, data }) => [message, data?.['suggestion']])).toEqual(problems);
  });
});
