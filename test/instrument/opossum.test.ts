import CircuitBreaker from 'opossum';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instrumentOpossum } from '../../src/instrument/opossum.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { waitUntil } from '../support/wait-until.js';

describe('instrumentOpossum', () => {
  let telemetry: TestTelemetry;
  let breaker: CircuitBreaker<[answer: 'ok' | 'error' | 'never'], string>;
  let detach: () => void;
  const act = (answer: 'ok' | 'error' | 'never'): Promise<string> => {
    if (answer === 'ok') return Promise.resolve('fine');
    return answer === 'error' ? Promise.reject(new Error('down')) : new Promise(() => {});
  };
  const counted = (event: string) =>
    telemetry.value('ego_breaker_events_total', { name: 'breaker.stock', event });
  const open = () =>
    telemetry.value('ego_client_stats_gauge', { type: 'breaker', name: 'breaker.stock', index: 'open' });
  const lines = () => telemetry.lines().filter((line) => line['comp'] === 'component.opossum');
  const call = (answer: 'ok' | 'error' | 'never') => breaker.fire(answer).catch((error: unknown) => error);

  beforeEach(() => {
    telemetry = createTestTelemetry();
    breaker = new CircuitBreaker(act, {
      name: 'breaker.stock',
      timeout: 20,
      resetTimeout: 1_000_000,
      capacity: 2,
    });
    detach = instrumentOpossum(telemetry, breaker);
  });
  afterEach(async () => {
    breaker.shutdown();
    await telemetry.shutdown();
  });

  it('counts each call once, by how it ended', async () => {
    for (let i = 0; i < 9; i++) await call('ok');
    await call('never');
    expect([await counted('success'), await counted('timeout'), await counted('failure')]).toEqual([
      9,
      1,
      undefined,
    ]);
    await call('error');
    expect(await counted('failure')).toBe(1);
  });

  it('counts a call that found no capacity as refused', async () => {
    await Promise.all([call('never'), call('never'), call('ok')]);
    expect([await counted('timeout'), await counted('reject'), await counted('failure')]).toEqual([
      2,
      1,
      undefined,
    ]);
  });

  it('tells with a change what was refused before it', async () => {
    breaker.fallback(() => 'cached');
    await call('error');
    for (let i = 0; i < 5; i++) expect(await call('ok')).toBe('cached');
    expect([await counted('reject'), await counted('fallback')]).toEqual([5, 6]);
    breaker.close();
    expect(lines()).toMatchObject([
      { level: 'warn', compName: 'breaker.stock', event: 'open', rejects: 0 },
      { level: 'info', event: 'close', rejects: 5, fallbacks: 6, timeouts: 0 },
    ]);
  });

  it('tells every state', async () => {
    breaker = new CircuitBreaker(act, { name: 'breaker.orders', resetTimeout: 1 });
    instrumentOpossum(telemetry, breaker, { name: 'breaker.other' });
    const state = () => telemetry.value('ego_client_stats_gauge', { name: 'breaker.other', index: 'open' });
    expect(await state()).toBe(0);
    await call('error');
    await waitUntil(() => breaker.halfOpen, 'the breaker lets a call through');
    expect(await state()).toBe(0.5);
    await call('ok');
    expect(await state()).toBe(0);
    expect(lines().map((line) => line['event'])).toEqual(['open', 'half_open', 'close']);
    breaker.open();
    expect(await state()).toBe(1);
  });

  it('leaves results and errors alone', async () => {
    expect(await breaker.fire('ok')).toBe('fine');
    const bare = new CircuitBreaker(act, { timeout: 20 });
    const [seen, expected] = await Promise.all([call('error'), bare.fire('error').catch((e: unknown) => e)]);
    expect(seen).toEqual(expected);
    bare.shutdown();
  });

  it('does not let a failing metric reach the caller', async () => {
    const warn = (): void => {
      throw new Error('sink');
    };
    Object.assign(telemetry.logs.framework, { warn });
    await call('error');
    expect(await telemetry.value('ego_telemetry_errors_total', { signal: 'adapter' })).toBe(1);
  });

  it('adds nothing once it is detached', async () => {
    detach();
    await call('ok');
    await call('error');
    expect([await counted('success'), await counted('open'), await open()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
