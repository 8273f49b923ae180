import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from './adapter-contract.js';
import { startRedis, type RedisServer } from './redis.js';

/** A client under test, whatever package it comes from. */
export interface RedisClientUnderTest {
  set(key: string, value: string): Promise<unknown>;
  get(key: string): Promise<unknown>;
  /** Fails: the key holds another type. */
  failOn(key: string): Promise<unknown>;
  /** Two commands at once, the second of which reads the key. */
  pipeline(key: string): Promise<unknown>;
  transaction(key: string): Promise<unknown>;
  detach(): void;
  close(): Promise<unknown>;
}

/** Runs what every adapter of a Redis client has to show, on a real Redis. */
export function testRedisAdapter(
  name: string,
  connect: (telemetry: TestTelemetry, port: number) => Promise<RedisClientUnderTest>,
): void {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  testAdapter({
    name,
    spanKind: 'client',
    counted: {
      name: 'ego_client_handle_total',
      labels: { type: 'redis', name: 'redis.test', method: 'set', code: 'OK' },
    },
    async create(telemetry) {
      const client = await connect(telemetry, server.port);
      return {
        succeed: () => client.set('contract', '1'),
        fail: () => client.failOn('contract').catch((error: unknown) => error),
        detach: client.detach,
        close: async () => void (await client.close()),
      };
    },
  });

  describe(name, () => {
    const withClient = async (
      run: (client: RedisClientUnderTest, telemetry: TestTelemetry) => Promise<void>,
    ) => {
      const telemetry = createTestTelemetry({ access: { clients: true } });
      const client = await connect(telemetry, server.port);
      await run(client, telemetry);
      await client.close();
      await telemetry.shutdown();
    };

    it('tells neither keys nor values', () =>
      withClient(async (client, telemetry) => {
        await client.set('user:alice@example.org', 'hunter2');
        await client.pipeline('user:alice@example.org');
        expect(JSON.stringify([telemetry.lines(), await telemetry.spans()])).not.toMatch(/alice|hunter2/);
        const span = (await telemetry.spans()).find((candidate) => candidate.name === 'set');
        expect(span?.attributes).toMatchObject({
          'db.system.name': 'redis',
          'db.type': 'redis',
          'db.statement': 'set ? …',
          'server.port': server.port,
        });
      }));

    it('calls a reply that found nothing Empty, and counts hits and misses', () =>
      withClient(async (client, telemetry) => {
        await client.set('known', '1');
        await client.get('known');
        await client.get('unknown');
        const empty = { method: 'get', code: 'Empty', peer: `127.0.0.1:${server.port}` };
        expect(await telemetry.value('ego_client_handle_total', empty)).toBe(1);
        const stats = (index: string) => telemetry.value('ego_client_stats_gauge', { type: 'redis', index });
        expect([await stats('hits'), await stats('misses')]).toEqual([1, 1]);
      }));

    it.each(['pipeline', 'multi'] as const)('makes one operation of a %s', (method) =>
      withClient(async (client, telemetry) => {
        await client.set('batch', '1');
        await (method === 'pipeline' ? client.pipeline('batch') : client.transaction('batch'));
        expect(await telemetry.value('ego_client_handle_total', { method, code: 'OK' })).toBe(1);
        const spans = (await telemetry.spans()).filter((span) => span.kind === 'client');
        expect(spans.map((span) => span.name)).toEqual(['set', method]);
        expect(spans[1]?.attributes['db.operation.batch.size']).toBe(2);
      }),
    );

    it('says of a failed command what Redis said, and hands the same error on', () =>
      withClient(async (client, telemetry) => {
        await client.set('text', 'x');
        const error = await client.failOn('text').catch((reason: unknown) => reason);
        expect(String(error)).toContain('WRONGTYPE');
        const line = telemetry.lines().find((candidate) => candidate['level'] === 'error');
        expect(line).toMatchObject({ msg: 'access', method: 'lpush', ucode: 500 });
        expect(JSON.stringify(line)).toContain('WRONGTYPE');
      }));
  });
}
