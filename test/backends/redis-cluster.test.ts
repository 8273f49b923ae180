import { Cluster, Redis } from 'ioredis';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentIoredis } from '../../src/instrument/ioredis.js';
import { instrumentRedis } from '../../src/instrument/redis.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { describeWith } from '../support/programs.js';
import { startRedis, startRedisCluster } from '../support/redis.js';

const keys = Array.from({ length: 20 }, (_, i) => `key ${i}`);

async function expectOneSpanPerCommand(telemetry: TestTelemetry, set: (key: string) => Promise<unknown>) {
  await telemetry.tracer.startActiveSpan('parent', async (parent) => {
    for (const key of keys) await set(key);
    parent.end();
  });
  const spans = await telemetry.spans();
  const parent = spans.find((span) => span.name === 'parent');
  const commands = spans.filter((span) => span.name === 'set');
  expect(commands).toHaveLength(keys.length);
  expect(new Set(commands.map((span) => span.parentSpanId))).toEqual(new Set([parent?.spanId]));
  return commands;
}

describeWith(['redis-server', 'redis-cli'], 'a cluster of three real Redis nodes', () => {
  let cluster: Awaited<ReturnType<typeof startRedisCluster>>;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.stop());

  it('gives one operation per command of ioredis, whichever node answers', async () => {
    const telemetry = createTestTelemetry();
    const client = new Cluster(cluster.ports.map((port) => ({ host: '127.0.0.1', port })));
    instrumentIoredis(telemetry, client, { name: 'redis.cluster' });
    const spans = await expectOneSpanPerCommand(telemetry, (key) => client.set(key, '1'));
    expect(spans).toHaveLength(20);
    await client.pipeline().set('{tag}a', '1').get('{tag}a').exec();
    const labels = { name: 'redis.cluster', method: 'pipeline', code: 'OK' };
    expect(await telemetry.value('ego_client_handle_total', labels)).toBe(1);
    await client.quit();
    await telemetry.shutdown();
  });

  it('gives one operation per command of node-redis, with the node that answered as its peer', async () => {
    const telemetry = createTestTelemetry();
    const detach = instrumentRedis(telemetry, { name: 'redis.cluster' });
    const client = createCluster({
      rootNodes: cluster.ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })),
    });
    client.on('error', () => {});
    await client.connect();
    const spans = await expectOneSpanPerCommand(telemetry, (key) => client.set(key, '1'));
    expect(new Set(spans.map((span) => span.attributes['server.port'])).size).toBeGreaterThan(1);
    detach();
    await client.close();
    await telemetry.shutdown();
  });
});

describe('a Redis that is killed and comes back', () => {
  describeWith(['redis-server'], 'under load of ioredis', () => {
    it('has one error span, one line and one count for every call that failed', async () => {
      let server = await startRedis();
      const telemetry = createTestTelemetry();
      const redis = new Redis({
        port: server.port,
        host: '127.0.0.1',
        maxRetriesPerRequest: 0,
        retryStrategy: () => 50,
      });
      redis.on('error', () => {});
      instrumentIoredis(telemetry, redis, { name: 'redis.chaos' });
      let failed = 0;
      let succeeded = 0;
      const calls: Promise<unknown>[] = [];
      const call = () =>
        redis.incr('n').then(
          () => void succeeded++,
          () => void failed++,
        );
      for (let i = 0; i < 600; i++) {
        calls.push(call());
        if (i === 200) await server.stop('SIGKILL');
        if (i === 400) server = await startRedis({ port: server.port });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await Promise.all(calls);
      const labels = { name: 'redis.chaos', method: 'incr' };
      const spans = (await telemetry.spans()).filter((span) => span.name === 'incr');
      const lines = telemetry
        .lines()
        .filter((line) => line['level'] === 'error' && line['method'] === 'incr');
      console.log(`${succeeded} calls succeeded, ${failed} failed`);
      expect(failed).toBeGreaterThan(0);
      expect(succeeded).toBeGreaterThan(300);
      expect(await telemetry.value('ego_client_handle_total', { ...labels, code: 'Error' })).toBe(failed);
      expect(await telemetry.value('ego_client_handle_total', { ...labels, code: 'OK' })).toBe(succeeded);
      expect(await telemetry.value('ego_client_started_total', labels)).toBe(600);
      expect(spans.filter((span) => span.failed)).toHaveLength(failed);
      expect(lines).toHaveLength(failed);
      redis.disconnect();
      await server.stop();
      await telemetry.shutdown();
    });
  });
});
