import { describe, expect, it } from 'vitest';
import { createTelemetry } from '../src/telemetry.js';
import { createTestTelemetry } from '../src/testing/index.js';

describe('createTelemetry', () => {
  it('gives log, metrics, tracer and shutdown', async () => {
    const telemetry = createTestTelemetry();
    telemetry.log.info('hello', { user: 'u1' });
    telemetry.tracer.startSpan('mine').end();
    expect(telemetry.lines()).toMatchObject([
      { level: 'info', msg: 'hello', user: 'u1', service: 'test-service' },
    ]);
    expect(await telemetry.spans()).toMatchObject([{ name: 'mine' }]);
    await telemetry.shutdown();
  });

  it('states who it is, with the value 1', async () => {
    const telemetry = createTestTelemetry({ service: { name: 'orders', version: '1.4.2', region: 'cn' } });
    const labels = {
      name: 'orders',
      app_version: '1.4.2',
      region: 'cn',
      ego_version: telemetry.frameworkVersion,
      framework_version: telemetry.frameworkVersion,
      go_version: process.version,
      runtime_version: process.version,
    };
    expect(await telemetry.value('ego_build_info', labels)).toBe(1);
    await telemetry.shutdown();
  });

  it('accounts for every line and span on the page', async () => {
    const telemetry = createTestTelemetry();
    for (let i = 0; i < 10; i++) telemetry.log.info('line');
    for (let i = 0; i < 5; i++) telemetry.tracer.startSpan('span').end();
    await telemetry.spans();
    expect(await telemetry.value('ego_telemetry_log_lines_total', { result: 'produced' })).toBe(10);
    expect(await telemetry.value('ego_telemetry_log_lines_total', { result: 'dropped' })).toBe(0);
    expect(await telemetry.value('ego_telemetry_spans_total', { result: 'ended' })).toBe(5);
    expect(await telemetry.value('ego_telemetry_spans_total', { result: 'exported' })).toBe(5);
    await telemetry.shutdown();
  });

  it('counts lines by logger and level, written or not', async () => {
    const telemetry = createTestTelemetry({ logs: { sampleFirst: 1 } });
    for (let i = 0; i < 3; i++) telemetry.log.error('broken');
    for (let i = 0; i < 4; i++) telemetry.log.info('again');
    telemetry.log.debug('unseen');
    const count = (logger: string, level: string) =>
      telemetry.value('ego_telemetry_log_records_total', { logger, level });
    expect(await count('business', 'error')).toBe(3);
    expect(await count('business', 'info')).toBe(4);
    expect(await count('business', 'debug')).toBe(0);
    expect(await count('framework', 'error')).toBe(0);
    await telemetry.shutdown();
  });

  it.each([
    { name: 'no name', options: { env: {} }, code: 'TRI_SETTINGS_MISSING_NAME' },
    {
      name: 'an unknown option',
      options: { env: {}, servcie: { name: 'x' } },
      code: 'TRI_SETTINGS_UNKNOWN_KEY',
    },
    {
      name: 'a bad environment',
      options: { env: { TRICORD_GOVERNOR_PORT: 'x' }, service: { name: 'x' } },
      code: 'TRI_SETTINGS_INVALID_VARIABLE',
    },
  ])('refuses $name at once', ({ options, code }) => {
    expect(() => createTelemetry(options)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('starts and stops with a collector that is not there, and counts its spans as lost', async () => {
    const telemetry = createTelemetry({
      env: {},
      service: { name: 'lonely' },
      metrics: { runtime: false },
      traces: { endpoint: 'http://127.0.0.1:1' },
      sinks: { logs: { kind: 'custom', write: () => {} } },
    });
    telemetry.tracer.startSpan('lost').end();
    await telemetry.shutdown({ deadlineMs: 500 });
    const { ended, exported, failed, dropped } = telemetry.traces.counts();
    expect({ ended, exported, lost: failed + dropped }).toEqual({ ended: 1, exported: 0, lost: 1 });
  });

  it('closes what was registered once, and survives a closer that fails or hangs', async () => {
    const telemetry = createTestTelemetry();
    let closed = 0;
    telemetry.onShutdown(() => void closed++);
    telemetry.onShutdown(() => Promise.reject(new Error('stuck')));
    telemetry.onShutdown(() => new Promise(() => {}));
    await Promise.all([telemetry.shutdown({ deadlineMs: 200 }), telemetry.shutdown()]);
    expect(closed).toBe(1);
  });

  it('closes one after another, in the order of registration', async () => {
    const telemetry = createTestTelemetry();
    const closed: string[] = [];
    telemetry.onShutdown(() => void closed.push('governor'), 'last');
    telemetry.onShutdown(
      () => new Promise((resolve) => setTimeout(() => resolve(void closed.push('server')), 20)),
    );
    telemetry.onShutdown(() => void closed.push('pool'));
    telemetry.onShutdown(() => void closed.push('not ready'), 'first');
    await telemetry.shutdown();
    expect(closed).toEqual(['not ready', 'server', 'pool', 'governor']);
  });

  it('lets two of them live side by side', async () => {
    const one = createTestTelemetry({ service: { name: 'one' } });
    const two = createTestTelemetry({ service: { name: 'two' } });
    one.log.info('x');
    expect([one.lines().length, two.lines().length]).toEqual([1, 0]);
    await one.shutdown();
    two.tracer.startActiveSpan('still here', (span) => {
      expect(two.traces.ids()?.spanId).toBe(span.spanContext().spanId);
      span.end();
    });
    await two.shutdown();
  });
});
