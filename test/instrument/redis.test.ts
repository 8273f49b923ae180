import { createClient, createClientPool } from 'redis';
import { createClient as createClient5 } from 'redis-5';
import { describe, expect, it } from 'vitest';
import { instrumentRedis } from '../../src/instrument/redis.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { describeWith } from '../support/programs.js';
import { testRedisAdapter } from '../support/redis-adapter.js';
import { startRedis } from '../support/redis.js';

const majors = [
  ['redis 6', createClient],
  ['redis 5', createClient5 as unknown as typeof createClient],
] as const;

describeWith(['redis-server'], 'instrumentRedis on a real Redis', () => {
  describe.each(majors)('%s', (_, create) => {
    testRedisAdapter('instrumentRedis', async (telemetry, port) => {
      const client = create({ url: `redis://127.0.0.1:${port}` });
      await client.connect();
      const detach = instrumentRedis(telemetry, { name: 'redis.test' });
      return {
        set: (key, value) => client.set(key, value),
        get: (key) => client.get(key),
        failOn: (key) => client.lPush(key, 'x'),
        pipeline: (key) => client.multi().set(`${key}:2`, '1').get(key).execAsPipeline(),
        transaction: (key) => client.multi().set(`${key}:2`, '1').get(key).exec(),
        detach,
        async close() {
          detach();
          await client.close();
        },
      };
    });
  });

  it('tells clients apart by the name it is given, those of a pool too', async () => {
    const server = await startRedis();
    const telemetry = createTestTelemetry();
    const detach = instrumentRedis(telemetry, { name: ({ database }) => `redis.${database}` });
    const pool = createClientPool({ url: `redis://127.0.0.1:${server.port}/3` });
    await pool.connect();
    await pool.set('a', '1');
    expect(await telemetry.value('ego_client_handle_total', { name: 'redis.3', method: 'set' })).toBe(1);
    detach();
    pool.destroy();
    await server.stop();
    await telemetry.shutdown();
  });
});
