import { Queue, UnrecoverableError, Worker } from 'bullmq';
import { Queue as Queue5, Worker as Worker5 } from 'bullmq-5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentBullmq } from '../../src/instrument/bullmq.js';
import { injectContext } from '../../src/propagation.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from '../support/adapter-contract.js';
import { describeWith } from '../support/programs.js';
import { type RedisServer, startRedis } from '../support/redis.js';
import { waitUntil } from '../support/wait-until.js';

const majors = [
  ['bullmq 6', Queue, Worker],
  ['bullmq 5', Queue5 as unknown as typeof Queue, Worker5 as unknown as typeof Worker],
] as const;

let queues = 0;

describeWith(['redis-server'], 'instrumentBullmq on a real Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  const place = () => ({ connection: { host: '127.0.0.1', port: server.port } });

  describe.each(majors)('%s', (_, TheQueue, TheWorker) => {
    testAdapter({
      name: 'a queue',
      spanKind: 'producer',
      counted: {
        name: 'ego_client_handle_total',
        labels: { type: 'queue', name: 'bullmq.test.mails', method: 'add', code: 'OK' },
      },
      async create(telemetry) {
        const queue = new TheQueue('mails', place());
        await queue.waitUntilReady();
        const detach = instrumentBullmq(telemetry, queue, { name: 'bullmq.test' });
        return {
          succeed: () => queue.add('welcome', { to: 'somebody' }),
          fail: () => queue.add('welcome', {}, { jobId: '0' }).catch((error: unknown) => error),
          detach,
          close: () => queue.close(),
        };
      },
    });

    testAdapter({
      name: 'a worker',
      spanKind: 'consumer',
      counted: { name: 'ego_job_handle_total', labels: { type: 'queue', name: 'jobs', code: 'ok' } },
      async create(telemetry) {
        const queue = new TheQueue('jobs', place());
        const ended = new Set<string>();
        const worker = new TheWorker(
          'jobs',
          async ({ name }) => {
            if (name === 'bad') throw new Error('no such address');
          },
          { ...place(), concurrency: 8 },
        );
        const detach = instrumentBullmq(telemetry, worker);
        worker.on('completed', ({ id = '' }) => ended.add(id));
        worker.on('failed', (job) => ended.add(job?.id ?? ''));
        const add = async (name: string) => {
          const metadata = JSON.stringify(injectContext(telemetry));
          const { id = '' } = await queue.add(name, {}, { telemetry: { metadata } });
          await waitUntil(() => ended.has(id), 'the job has ended');
        };
        return {
          succeed: () => add('good'),
          fail: () => add('bad'),
          detach,
          async close() {
            await worker.close();
            await queue.close();
          },
        };
      },
    });

    /** A queue with its worker, both observed. */
    const run = async (
      processor: (name: string) => Promise<unknown>,
      test: (queue: Queue, telemetry: TestTelemetry) => Promise<void>,
    ) => {
      const telemetry = createTestTelemetry();
      const name = `queue-${++queues}`;
      const queue = new TheQueue(name, place());
      const worker = new TheWorker(name, async (job) => processor(job.name), place());
      instrumentBullmq(telemetry, queue);
      instrumentBullmq(telemetry, worker);
      await test(queue, telemetry);
      await worker.close();
      await queue.close();
      await telemetry.shutdown();
    };
    const count = (telemetry: TestTelemetry, name: string, labels: Record<string, string>) =>
      telemetry.value(name, labels).then((value) => value ?? 0);

    it('runs a job in the trace of whoever added it, and tells who that was', () =>
      run(
        async () => {},
        async (queue, telemetry) => {
          await queue.addBulk([
            { name: 'one', data: {} },
            { name: 'two', data: {} },
          ]);
          const labels = { name: queue.name, code: 'ok' };
          await waitUntil(
            async () => (await count(telemetry, 'ego_job_handle_total', labels)) === 2,
            'both ran',
          );
          const spans = await telemetry.spans();
          const sent = spans.find((span) => span.kind === 'producer');
          const runs = spans.filter((span) => span.kind === 'consumer');
          expect(sent).toMatchObject({ name: `addBulk ${queue.name}` });
          expect(sent?.attributes).toMatchObject({
            'messaging.batch.message_count': 2,
            'server.port': server.port,
          });
          expect(runs.map((span) => span.parentSpanId)).toEqual([sent?.spanId, sent?.spanId]);
          expect(runs[0]?.attributes).toMatchObject({
            'job.name': 'one',
            'messaging.destination.name': queue.name,
            'peer.service': 'test-service',
          });
        },
      ));

    it('counts every run, every retry and the job that is given up', () =>
      run(
        async () => Promise.reject(new Error('mail server gone')),
        async (queue, telemetry) => {
          await queue.add('mail', { body: 'hunter2' }, { attempts: 3, backoff: { type: 'fixed', delay: 1 } });
          const events = (event: string) =>
            count(telemetry, 'ego_messaging_events_total', { type: 'queue', name: queue.name, event });
          await waitUntil(async () => (await events('give_up')) === 1, 'the job is given up');
          expect(await events('retry')).toBe(2);
          expect(await count(telemetry, 'ego_job_handle_total', { name: queue.name, code: 'fail' })).toBe(3);
          const lines = telemetry.lines().filter((line) => line['level'] === 'error');
          expect(lines.filter((line) => line['msg'] === 'access')).toHaveLength(3);
          expect(lines.at(-1)).toMatchObject({ msg: 'a job is given up', attempts: 3, jobId: '1' });
          expect(JSON.stringify([telemetry.lines(), await telemetry.spans()])).not.toContain('hunter2');
        },
      ));

    it('knows that a job which cannot be mended is given up at once', () =>
      run(
        async () => Promise.reject(new UnrecoverableError('no such customer')),
        async (queue, telemetry) => {
          await queue.add('mail', {}, { attempts: 3 });
          const labels = { name: queue.name, event: 'give_up' };
          await waitUntil(
            async () => (await count(telemetry, 'ego_messaging_events_total', labels)) === 1,
            'the job is given up',
          );
          expect(await count(telemetry, 'ego_messaging_events_total', { event: 'retry' })).toBe(0);
        },
      ));
  });

  it('tells of a job whose worker went away', async () => {
    const telemetry = createTestTelemetry();
    const [name, timing] = ['stalling', { lockDuration: 50, stalledInterval: 50, lockRenewTime: 100_000 }];
    const queue = new Queue(name, place());
    const stuck = new Worker(name, () => new Promise(() => {}), {
      ...place(),
      ...timing,
      maxStalledCount: 5,
    });
    stuck.on('error', () => {});
    await queue.add('job', {});
    await waitUntil(async () => (await queue.getActiveCount()) === 1, 'the job is being run');
    await stuck.close(true);
    const worker = new Worker(name, async () => {}, { ...place(), ...timing });
    instrumentBullmq(telemetry, worker);
    const stalled = () => telemetry.value('ego_messaging_events_total', { name, event: 'stall' });
    await waitUntil(async () => ((await stalled()) ?? 0) > 0, 'the job is known to have stalled');
    expect(telemetry.lines()).toContainEqual(expect.objectContaining({ msg: 'a job stalled', jobId: '1' }));
    await worker.close();
    await queue.close();
    await telemetry.shutdown();
  });

  it('refuses what is no queue and no worker', () => {
    const telemetry = createTestTelemetry();
    expect(() => instrumentBullmq(telemetry, { name: 'x' } as unknown as Worker)).toThrow(
      'TRI_BULLMQ_NOT_OBSERVABLE',
    );
  });
});
