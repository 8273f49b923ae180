import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { labelCardinality } from '../../src/policies/index.js';

const table = [
  ['a label of few values', { label: 'channel' }, []],
  ['a label named after ids', { label: 'user_id' }, ['endlessName']],
  ['a label named after ids in camelCase', { label: 'orderID' }, ['endlessName']],
  ['a label of two words', { label: 'user_agent' }, ['endlessName']],
  ['ids of things there are few of', { label: 'partition_id' }, []],
  ['a label with a list or budget of values', { label: 'user_id', isBounded: true }, []],
  ['a path template', { label: 'path', value: '/users/:id' }, []],
  ['a path with an id', { label: 'path', value: '/users/12345/orders' }, ['endlessValue']],
  ['a path with a query', { label: 'path', value: '/users?page=2' }, ['endlessValue']],
  ['a version', { label: 'go', value: 'v1.22.3' }, []],
  ['a UUID', { label: 'a', value: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' }, ['endlessValue']],
  ['an e-mail address', { label: 'a', value: 'ann@shop.example' }, ['endlessValue']],
  ['an IP address', { label: 'a', value: '10.0.0.1:8080' }, ['endlessValue']],
  ['a URL with a path', { label: 'a', value: 'https://shop.example/a' }, ['endlessValue']],
  ['the address of a server', { label: 'a', value: 'redis://cache:6379' }, []],
  ['a time', { label: 'a', value: '2025-01-01T00:00:00Z' }, ['endlessValue']],
  ['milliseconds since 1970', { label: 'a', value: '1735689600000' }, ['endlessValue']],
  ['a bucket bound', { label: 'size', value: '1048576' }, []],
  ['a hash', { label: 'a', value: 'da39a3ee5e6b4b0d3255bfef95601890' }, ['endlessValue']],
  ['a word of the letters a to f', { label: 'a', value: 'facadefacadefacadefacade' }, []],
  ['a value of an info metric', { metric: 'build_info', label: 'revision', value: 'da39a3ee5e6b4b0d' }, []],
  ['a label of an info metric', { metric: 'build_info', label: 'commit_id' }, []],
  ['a label of a foreign metric', { metric: 'nodejs_x', label: 'user_id' }, []],
  ['a label of the framework', { label: 'peer', value: '10.0.0.1:5432', origin: 'framework' }, []],
] as const;

describe('label-cardinality', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const use = { metric: 'custom_orders_total', ...subject };
    const verdicts = [...labelCardinality.check(use, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
