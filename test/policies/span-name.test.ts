import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { spanName } from '../../src/policies/index.js';

const table = [
  ['a method and a template', 'GET /users/:id', []],
  ['a gRPC method', '/shop.v1.Orders/CreateOrder', []],
  ['a statement', 'SELECT orders', []],
  ['no name', ' ', ['empty']],
  ['an id in a path', 'GET /users/12345', ['endless']],
  ['a URL', 'GET https://shop.example/orders', ['endless']],
  ['a UUID', 'load 3f2504e0-4f89-11d3-9a0c-0305e82c3301', ['endless']],
] as const;

describe('span-name', () => {
  it.each(table)('judges %s', (_case, name, problems) => {
    const verdicts = [...spanName.check({ name }, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
