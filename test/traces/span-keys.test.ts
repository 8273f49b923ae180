import { describe, expect, it } from 'vitest';
import { attributes, type AttributeId } from '../../src/catalog/attributes.js';
import { defineOperation } from '../../src/catalog/define-operation.js';
import type { SpanDialect } from '../../src/conventions.js';
import { createSpanKeys } from '../../src/traces/span-keys.js';

const entryOf = (...ids: AttributeId[]) =>
  defineOperation({
    name: 'test.operation',
    brief: 'A test.',
    side: 'client',
    type: 'test',
    spanKind: 'client',
    slowMs: 0,
    access: 'always',
    attributes: ids,
  });

/** Every operation may fail with these. */
const ofErrors = (dialects: readonly string[]) => ({
  ...(dialects.includes('otel') ? { errorType: ['error.type'] } : {}),
  ...(dialects.length > 0 ? { bizCode: ['biz.code'], bizReason: ['biz.reason'] } : {}),
});

describe('createSpanKeys', () => {
  it.each([
    { name: 'one dialect', dialects: ['otel'], ids: ['dbSystem'], keys: { dbSystem: ['db.system.name'] } },
    {
      name: 'two dialects',
      dialects: ['otel', 'opentracing'],
      ids: ['dbSystem'],
      keys: { dbSystem: ['db.system.name', 'db.type'] },
    },
    {
      name: 'a key that two dialects share',
      dialects: ['otel', 'opentracing', 'ego'],
      ids: ['peerService'],
      keys: { peerService: ['peer.service'] },
    },
    {
      name: 'a key that two dialects give to different facts',
      dialects: ['otel', 'ego'],
      ids: ['rpcMethod', 'rpcMethodName'],
      keys: { rpcMethodName: ['rpc.method'] },
    },
    {
      name: 'the same with the other dialect first',
      dialects: ['ego', 'otel'],
      ids: ['rpcMethod', 'rpcMethodName'],
      keys: { rpcMethod: ['rpc.method'] },
    },
    { name: 'no dialect', dialects: [], ids: ['dbSystem'], keys: {} },
  ])('finds the keys for $name', ({ dialects, ids, keys }) => {
    const found = createSpanKeys(dialects as SpanDialect[])(entryOf(...(ids as AttributeId[])));
    expect({ ...found }).toEqual({ ...keys, ...ofErrors(dialects) });
  });

  it('works an entry out once', () => {
    const keysOf = createSpanKeys(['otel']);
    const entry = entryOf('dbSystem');
    expect(keysOf(entry)).toBe(keysOf(entry));
  });

  it('never writes one key for two facts, whatever the dialects', () => {
    const all = entryOf(...(Object.keys(attributes) as AttributeId[]));
    for (const dialects of [
      ['otel'],
      ['otel', 'opentracing'],
      ['ego', 'opentracing', 'otel'],
    ] as SpanDialect[][]) {
      const keys = Object.values(createSpanKeys(dialects)(all)).flat();
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
