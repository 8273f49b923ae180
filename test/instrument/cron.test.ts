import { Cron } from 'croner';
import cron from 'node-cron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cronHandler } from '../../src/instrument/cron.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

type Task = (handler: () => Promise<void>) => { run(): Promise<unknown>; stop(): unknown };

/** Never due by itself; each test runs it by hand, as the scheduler would. */
const never = '0 0 1 1 *';

const schedulers: { name: string; schedule: Task }[] = [
  {
    name: 'croner',
    schedule(handler) {
      const job = new Cron(never, { catch: true }, handler);
      return { run: () => job.trigger(), stop: () => job.stop() };
    },
  },
  {
    name: 'node-cron',
    schedule(handler) {
      const task = cron.schedule(never, handler);
      return { run: async () => task.execute(), stop: () => task.destroy() };
    },
  },
];

describe.each(schedulers)('cronHandler with $name', ({ schedule }) => {
  let telemetry: TestTelemetry;
  beforeEach(() => (telemetry = createTestTelemetry()));
  afterEach(() => telemetry.shutdown());

  const count = (code: string) =>
    telemetry.value('ego_job_handle_total', { type: 'cron', name: 'clean-up', code });

  it('counts, times, logs and traces a run', async () => {
    const task = schedule(
      cronHandler(telemetry, 'clean-up', async () => telemetry.log.info('removed', { rows: 3 })),
    );
    await task.run();
    task.stop();
    expect([await count('begin'), await count('ok'), await count('fail')]).toEqual([1, 1, undefined]);
    expect(await telemetry.value('ego_job_handle_seconds_count', { type: 'cron', name: 'clean-up' })).toBe(1);
    const [span] = await telemetry.spans();
    expect(span).toMatchObject({
      name: 'clean-up',
      kind: 'internal',
      failed: false,
      attributes: { 'job.name': 'clean-up' },
    });
    expect(telemetry.lines()).toEqual([
      expect.objectContaining({ msg: 'removed', traceId: span?.traceId, spanId: span?.spanId }),
      expect.objectContaining({ msg: 'access', level: 'info', comp: 'task.cron', compName: 'clean-up' }),
    ]);
  });

  it('counts a run that fails and tells the scheduler', async () => {
    const lost = new Error('database gone');
    const seen: unknown[] = [];
    const task = schedule(async () => {
      await cronHandler(telemetry, 'clean-up', async () => {
        throw lost;
      })().catch((error: unknown) => {
        seen.push(error);
      });
    });
    await task.run();
    task.stop();
    expect(seen).toEqual([lost]);
    expect([await count('begin'), await count('fail')]).toEqual([1, 1]);
    expect((await telemetry.spans())[0]).toMatchObject({ failed: true, events: ['exception'] });
    expect(telemetry.lines().at(-1)).toMatchObject({ level: 'error', error: 'database gone' });
  });

  it('begins a trace for every run, whatever context the task was scheduled in', async () => {
    let task!: ReturnType<Task>;
    telemetry.tracer.startActiveSpan('a request', (span) => {
      task = schedule(cronHandler(telemetry, 'clean-up', async () => {}));
      span.end();
    });
    await telemetry.tracer.startActiveSpan('another', async (span) => {
      await task.run();
      await task.run();
      span.end();
    });
    task.stop();
    const runs = (await telemetry.spans()).filter((span) => span.name === 'clean-up');
    expect(runs.map((span) => span.parentSpanId)).toEqual([undefined, undefined]);
    expect(new Set((await telemetry.spans()).map((span) => span.traceId)).size).toBe(4);
  });
});
