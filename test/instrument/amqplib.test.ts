import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { amqpClientConsume } from '../../src/catalog/messaging-operations.js';
import { nackOutcome, okOutcome } from '../../src/catalog/outcome.js';
import { createDeliveries, type Deliveries } from '../../src/instrument/family/amqp-deliveries.js';
import { startOperation } from '../../src/operation.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

// What needs a broker is in test/backends/rabbitmq.test.ts.
describe('createDeliveries', () => {
  let telemetry: TestTelemetry;
  let deliveries: Deliveries;
  const counted = async (code: string) =>
    (await telemetry.value('ego_client_handle_total', { type: 'amqp', code })) ?? 0;
  const deliver = (tag: number, handler: () => unknown, awaitsAnswer = true): unknown => {
    const start = { component: 'component.amqplib', name: 'amqp', method: 'consume', peer: '' };
    return deliveries.handle(tag, startOperation(telemetry, amqpClientConsume, start), awaitsAnswer, handler);
  };
  beforeEach(() => {
    telemetry = createTestTelemetry();
    deliveries = createDeliveries();
  });
  afterEach(() => telemetry.shutdown());

  it('ends a message when its handler is done and it is answered, whichever comes last', async () => {
    deliver(1, () => undefined);
    expect([await counted('OK'), deliveries.size]).toEqual([0, 1]);
    deliveries.answer(1, false, okOutcome);
    expect([await counted('OK'), deliveries.size]).toEqual([1, 0]);
    let finish!: () => void;
    const work = deliver(2, () => {
      deliveries.answer(2, false, okOutcome);
      return new Promise<void>((resolve) => (finish = resolve));
    });
    expect(await counted('OK')).toBe(1);
    finish();
    await work;
    expect([await counted('OK'), deliveries.size]).toEqual([2, 0]);
  });

  it('needs no answer where the broker wants none', async () => {
    deliver(1, () => undefined, false);
    expect([await counted('OK'), deliveries.size]).toEqual([1, 0]);
  });

  it('fails a message once, by what its handler threw, and hands that on', async () => {
    const lost = new Error('stock gone');
    expect(() =>
      deliver(1, () => {
        throw lost;
      }),
    ).toThrow(lost);
    await expect(deliver(2, () => Promise.reject(lost))).rejects.toBe(lost);
    deliveries.answer(0, true, nackOutcome);
    expect([await counted('Error'), await counted('Nack'), deliveries.size]).toEqual([2, 0, 0]);
  });

  it('takes one answer for many, and the first of two', async () => {
    for (const tag of [1, 2, 3, 4]) deliver(tag, () => undefined);
    deliveries.answer(2, true, okOutcome);
    deliveries.answer(2, true, nackOutcome);
    deliveries.answer(9, false, nackOutcome);
    expect([await counted('OK'), deliveries.size]).toEqual([2, 2]);
    deliveries.answer(0, true, nackOutcome);
    expect([await counted('Nack'), deliveries.size]).toEqual([2, 0]);
  });

  it('fails what is left when the channel closes', async () => {
    deliver(1, () => undefined);
    deliveries.close();
    deliveries.answer(1, false, okOutcome);
    expect([await counted('Error'), await counted('OK'), deliveries.size]).toEqual([1, 0, 0]);
  });
});
