import { Redis as Redis6 } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { describe, expect, it } from 'vitest';
import { instrumentIoredis } from '../../src/instrument/ioredis.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { findFreePort } from '../support/free-port.js';
import { describeWith } from '../support/programs.js';
import { testRedisAdapter } from '../support/redis-adapter.js';
import { startRedis } from '../support/redis.js';

const majors = [
  ['ioredis 6', Redis6],
  ['ioredis 5', Redis5 as unknown as typeof Redis6],
] as const;

describeWith(['redis-server'], 'instrumentIoredis on a real Redis', () => {
  describe.each(majors)('%s', (_, Redis) => {
    testRedisAdapter('instrumentIoredis', async (telemetry, port) => {
      const redis = new Redis(port, '127.0.0.1');
      const detach = instrumentIoredis(telemetry, redis, { name: 'redis.test' });
      return {
        set: (key, value) => redis.set(key, value),
        get: (key) => redis.get(key),
        failOn: (key) => redis.lpush(key, 'x'),
        pipeline: (key) => redis.pipeline().set(`${key}:2`, '1').get(key).exec(),
        transaction: (key) => redis.multi().set(`${key}:2`, '1').get(key).exec(),
        detach,
        close: () => redis.quit(),
      };
    });

    it('keeps the parent of a command that waits for its connection, and counts it once', async () => {
      const server = await startRedis();
      const telemetry = createTestTelemetry();
      const redis = new Redis({ port: server.port, host: '127.0.0.1', lazyConnect: true });
      instrumentIoredis(telemetry, redis);
      const parent = await telemetry.tracer.startActiveSpan('parent', async (span) => {
        await redis.set('early', '1');
        span.end();
        return span.spanContext();
      });
      const spans = (await telemetry.spans()).filter(({ name }) => name === 'set');
      expect(spans).toHaveLength(1);
      expect(spans[0]).toMatchObject({ traceId: parent.traceId, parentSpanId: parent.spanId });
      await redis.quit();
      await server.stop();
      await telemetry.shutdown();
    });

    it('says which commands of a batch failed, and leaves their replies alone', async () => {
      const server = await startRedis();
      const telemetry = createTestTelemetry();
      const redis = new Redis(server.port, '127.0.0.1');
      instrumentIoredis(telemetry, redis);
      const replies = await redis.pipeline().set('text', 'x').lpush('text', 'y').get('text').exec();
      expect(replies?.map(([error]) => error?.message.split(' ')[0])).toEqual([
        undefined,
        'WRONGTYPE',
        undefined,
      ]);
      expect(await telemetry.value('ego_client_handle_total', { method: 'pipeline', code: 'Error' })).toBe(1);
      // The types do not know that a pipeline can hold a transaction.
      const pipeline = redis.pipeline() as unknown as ReturnType<typeof redis.pipeline> & {
        multi(): typeof pipeline;
      };
      await pipeline.multi().set('a', '1').exec();
      const nested = await pipeline.exec();
      expect(nested).toHaveLength(3);
      expect(await telemetry.value('ego_client_handle_total', { method: 'pipeline', code: 'OK' })).toBe(1);
      await redis.quit();
      await server.stop();
      await telemetry.shutdown();
    });
  });
});

describe('instrumentIoredis without a server', () => {
  it('counts a command that finds no server, and lets its error through', async () => {
    const telemetry = createTestTelemetry();
    const redis = new Redis6({
      port: await findFreePort(),
      host: '127.0.0.1',
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    redis.on('error', () => {});
    instrumentIoredis(telemetry, redis, { name: 'redis.gone' });
    await expect(redis.get('x')).rejects.toThrow(/closed|max retries/i);
    expect(await telemetry.value('ego_client_handle_total', { name: 'redis.gone', code: 'Error' })).toBe(1);
    redis.disconnect();
    await telemetry.shutdown();
  });
});
