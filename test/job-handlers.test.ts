import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobHandler, queueHandler } from '../src/job-handlers.js';
import { injectContext } from '../src/propagation.js';
import { createTestTelemetry, type TestTelemetry } from '../src/testing/index.js';

let telemetry: TestTelemetry;
beforeEach(() => (telemetry = createTestTelemetry()));
afterEach(() => telemetry.shutdown());

const count = (type: string, code: string) => telemetry.value('ego_job_handle_total', { type, code });

describe('jobHandler', () => {
  it('counts a run with its outcome and hands arguments, result and error through', async () => {
    const add = jobHandler(telemetry, 'add', (a: number, b: number) => a + b);
    expect(add(2, 3)).toBe(5);
    const broken = new Error('broken');
    const fail = jobHandler(telemetry, 'fail', async () => {
      throw broken;
    });
    await expect(fail()).rejects.toBe(broken);
    expect([await count('job', 'begin'), await count('job', 'ok'), await count('job', 'fail')]).toEqual([
      1, 1, 1,
    ]);
    expect(telemetry.lines().map(({ comp, compName, level }) => [comp, compName, level])).toEqual([
      ['task.job', 'add', 'info'],
      ['task.job', 'fail', 'error'],
    ]);
  });
});

describe('queueHandler', () => {
  it('goes on in the trace of the sender and knows its name', async () => {
    const sender = createTestTelemetry({ service: { name: 'gateway' } });
    const headers = sender.tracer.startActiveSpan('publish', (span) => {
      const written = injectContext(sender);
      span.end();
      return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, Buffer.from(value)]));
    });
    const handle = queueHandler(
      telemetry,
      'orders',
      async (message: { headers: object; value: number }) => message.value,
    );
    expect(await handle({ headers, value: 7 })).toBe(7);
    const [published] = await sender.spans();
    expect((await telemetry.spans())[0]).toMatchObject({
      kind: 'consumer',
      traceId: published?.traceId,
      parentSpanId: published?.spanId,
      attributes: { 'peer.service': 'gateway', 'messaging.destination.name': 'orders' },
    });
    expect(await count('queue', 'ok')).toBe(1);
    await sender.shutdown();
  });

  it.each([
    { name: 'no headers', message: {} },
    { name: 'no message', message: undefined },
    { name: 'headers that are none', message: { headers: 'x' } },
    {
      name: 'a header that throws',
      message: {
        headers: {
          get traceparent() {
            throw new Error('trap');
          },
        },
      },
    },
  ])('handles a message with $name', async ({ message }) => {
    const handle = queueHandler(telemetry, 'orders', async () => 'done', {
      carrier: (m: typeof message) => (m as { headers?: object }).headers,
    });
    expect(await handle(message)).toBe('done');
    expect((await telemetry.spans())[0]?.parentSpanId).toBeUndefined();
  });
});
