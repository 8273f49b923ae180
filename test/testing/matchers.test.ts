import { expect as jestExpect } from 'expect';
import { afterAll, describe, expect, it } from 'vitest';
import { defineCounter } from '../../src/index.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { matchers } from '../../src/testing/vitest.js';

expect.extend(matchers);
jestExpect.extend(matchers as unknown as Parameters<typeof jestExpect.extend>[0]);
const jest = jestExpect as unknown as typeof expect;

const orders = defineCounter({
  name: 'custom_orders_total',
  help: 'Orders that were placed.',
  labels: { channel: ['web', 'app'] },
});
const telemetry = createTestTelemetry();
telemetry.metrics.counter(orders).inc({ channel: 'web' }, 2);
telemetry.log.info('placed', { order: { id: 7, lines: 2 } });
telemetry.tracer.startSpan('place order', { attributes: { channel: 'web', items: 2 } }).end();

afterAll(() => telemetry.shutdown());

describe.each([
  ['vitest', expect],
  ['Jest', jest],
])('the matchers under %s', (_name, expect) => {
  it('find a metric by its labels and value', async () => {
    await expect(telemetry).toHaveRecordedMetric('custom_orders_total');
    await expect(telemetry).toHaveRecordedMetric('custom_orders_total', {
      labels: { channel: 'web' },
      value: 2,
    });
    await expect(telemetry).toHaveRecordedMetric('custom_orders_total', { value: expect.any(Number) });
    await expect(telemetry).not.toHaveRecordedMetric('custom_orders_total', {
      labels: { channel: 'app' },
      value: 2,
    });
    await expect(telemetry).not.toHaveRecordedMetric('custom_orders');
  });

  it('find a line by some of its fields', () => {
    expect(telemetry).toHaveLoggedLine({ msg: 'placed', order: { id: 7 } });
    expect(telemetry).toHaveLoggedLine({ level: 'info', msg: expect.stringContaining('place') as unknown });
    expect(telemetry).not.toHaveLoggedLine({ msg: 'placed', order: { id: 8 } });
  });

  it('find a span by some of its facts', async () => {
    await expect(telemetry).toHaveEndedSpan({ name: 'place order', attributes: { channel: 'web' } });
    await expect(telemetry).toHaveEndedSpan({ kind: 'internal', failed: false });
    await expect(telemetry).not.toHaveEndedSpan({ name: 'place order', attributes: { channel: 'app' } });
  });

  it('judge telemetry and texts by the conventions', async () => {
    await expect(telemetry).toFollowConventions();
    await expect(telemetry).toFollowConventions({ metrics: [orders] });
    await expect(telemetry).not.toFollowConventions({ metrics: [] });
    await expect('# HELP orders Orders.\n# TYPE orders counter\norders 1\n').not.toFollowConventions();
    await expect('groups: []\n').toFollowConventions();
  });

  it('say what there is instead', async () => {
    await expect(expect(telemetry).toHaveRecordedMetric('custom_orders_total', { value: 3 })).rejects.toThrow(
      'There is no series custom_orders_total {} 3. There are:\n  custom_orders_total {"channel":"web"} 2',
    );
    await expect(expect(telemetry).toHaveRecordedMetric('custom_other_total')).rejects.toThrow(
      'There is none at all.',
    );
    expect(() => expect(telemetry).toHaveLoggedLine({ msg: 'paid' })).toThrow(
      /There is no line \{"msg":"paid"\}/,
    );
    expect(() => expect(telemetry).not.toHaveLoggedLine({ msg: 'placed' })).toThrow(
      'There is a line {"msg":"placed"}.',
    );
    await expect(expect('a_counter 1\n').toFollowConventions()).rejects.toThrow(
      /metric-name: .*`counter`.* \(line 1\)/,
    );
  });

  it.each([null, 'a text', {}])('refuse %s, which is no telemetry', (subject) => {
    expect(() => expect(subject).toHaveLoggedLine({ msg: 'x' })).toThrow('TRI_TESTING_WRONG_SUBJECT');
  });
});
