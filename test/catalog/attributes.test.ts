import * as stable from '@opentelemetry/semantic-conventions';
import * as incubating from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../src/catalog/attribute.js';
import { attributes } from '../../src/catalog/attributes.js';
import { operations } from '../../src/catalog/index.js';

const namesIn = (module: object) =>
  new Set(
    Object.entries(module).flatMap(([key, name]) =>
      key.startsWith('ATTR_') && typeof name === 'string' ? [name] : [],
    ),
  );

const stableNames = namesIn(stable);
const knownNames = namesIn(incubating);

/** Keys of the `otel` dialect that are not stable in OTel's semantic conventions, and why they are sent all the same. */
const exceptions: Readonly<Record<string, string>> = {
  'peer.service': "Its successors are not stable yet; Jaeger's and Tempo's service graphs read this one.",
  'http.response.body.size': 'In development; the only name there is.',
  'db.response.returned_rows': 'In development; the only name there is.',
  'messaging.system': 'All of messaging is in development.',
  'messaging.destination.name': 'All of messaging is in development.',
  'messaging.operation.type': 'All of messaging is in development.',
  'messaging.batch.message_count': 'All of messaging is in development.',
  'messaging.destination.partition.id': 'All of messaging is in development.',
  'messaging.kafka.offset': 'All of messaging is in development.',
  'messaging.consumer.group.name': 'All of messaging is in development.',
};

/** Facts that OTel has no name for. */
const ours: readonly string[] = ['biz.code', 'biz.reason', 'job.name'];

const table = Object.entries(attributes) as [string, Attribute][];
const otelKeys = table.flatMap(([, { span }]) => span.otel ?? []);

describe('the attributes of the otel dialect', () => {
  it('are stable names of the semantic conventions, or named exceptions', () => {
    const strangers = otelKeys.filter(
      (key) => !stableNames.has(key) && !(key in exceptions) && !ours.includes(key),
    );
    expect(strangers).toEqual([]);
    console.log(
      `${otelKeys.filter((key) => stableNames.has(key)).length} of ${otelKeys.length} keys are stable in OTel`,
    );
  });

  it('have no exception that OTel does not know, that is stable by now, or that nothing uses', () => {
    for (const key of Object.keys(exceptions)) {
      expect(knownNames.has(key), key).toBe(true);
      expect(stableNames.has(key), key).toBe(false);
      expect(otelKeys, key).toContain(key);
    }
    for (const key of ours) expect(knownNames.has(key), key).toBe(false);
  });
});

describe('the attributes of the other dialects', () => {
  it('spell what the deck shows', () => {
    const spelled = (dialect: 'opentracing' | 'ego') =>
      Object.fromEntries(
        table.flatMap(([id, { span }]) => (span[dialect] === undefined ? [] : [[id, span[dialect]]])),
      );
    expect(spelled('opentracing')).toMatchObject({
      dbSystem: 'db.type',
      dbName: 'db.instance',
      dbStatement: 'db.statement',
      dbUser: 'db.user',
      peerService: 'peer.service',
      component: 'component',
      httpStatusCode: 'http.status_code',
    });
    expect(spelled('ego')).toMatchObject({
      dbSystem: 'db.system',
      dbName: 'db.name',
      dbStatement: 'db.statement',
      dbTable: 'db.sql.table',
      rpcSystem: 'rpc.system',
      rpcMethod: 'rpc.method',
      httpRoute: 'http.full_path',
      clientAddress: 'http.client_ip',
    });
  });
});

describe('the operations', () => {
  it.each(operations)('$name states facts of the table, each once', ({ attributes: ids }) => {
    expect(ids.filter((id) => !Object.hasOwn(attributes, id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
