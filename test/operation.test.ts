import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpServerRequest } from '../src/catalog/http-operations.js';
import { errorOutcome, httpOutcome, okOutcome } from '../src/catalog/outcome.js';
import { sqlClientQuery } from '../src/catalog/sql-operations.js';
import { type OperationStart, startOperation } from '../src/operation.js';
import { createTestTelemetry, type TestTelemetry } from '../src/testing/index.js';

let telemetry: TestTelemetry;
beforeEach(() => {
  telemetry = createTestTelemetry();
});
afterEach(() => telemetry.shutdown());

const query: OperationStart = {
  component: 'component.test',
  name: 'db',
  method: 'shop.orders',
  peer: 'db:5432',
};
const request: OperationStart = {
  component: 'server.test',
  name: 'server.http',
  method: 'GET./x',
  peer: 'website',
};
const accessLines = () => telemetry.lines().filter((line) => line['msg'] === 'access');

describe('startOperation', () => {
  it('makes a span, three metrics and a line of one operation', async () => {
    const operation = startOperation(telemetry, httpServerRequest, { ...request, rpcService: 'shop' });
    operation.end(httpOutcome(200));
    expect(await telemetry.spans()).toMatchObject([
      { kind: 'server', traceId: operation.traceId, failed: false },
    ]);
    expect(await telemetry.value('ego_server_started_total', { method: 'GET./x' })).toBe(1);
    expect(await telemetry.value('ego_server_handle_total', { code: 'OK', uniform_code: '200' })).toBe(1);
    expect(await telemetry.value('ego_server_handle_seconds_count', { rpc_service: 'shop' })).toBe(1);
    expect(accessLines()).toMatchObject([
      { level: 'info', comp: 'server.test', ucode: 200, event: 'normal', traceId: operation.traceId },
    ]);
  });

  it('counts the start before the end', async () => {
    const operation = startOperation(telemetry, httpServerRequest, request);
    expect(await telemetry.value('ego_server_started_total')).toBe(1);
    expect(await telemetry.value('ego_server_handle_total')).toBeUndefined();
    operation.end(okOutcome);
  });

  it('ends once, whatever comes after', async () => {
    const operation = startOperation(telemetry, httpServerRequest, request);
    operation.end(httpOutcome(200));
    operation.fail(new Error('late'));
    operation.set({ httpStatusCode: 500 });
    expect(await telemetry.spans()).toHaveLength(1);
    expect(accessLines()).toHaveLength(1);
    expect(await telemetry.value('ego_server_handle_seconds_count')).toBe(1);
  });

  it('writes no line for a call that succeeded fast, and one for a call that failed', () => {
    startOperation(telemetry, sqlClientQuery, query).end(okOutcome);
    expect(accessLines()).toHaveLength(0);
    startOperation(telemetry, sqlClientQuery, query).fail(new Error('deadlock'), errorOutcome);
    expect(accessLines()).toMatchObject([{ level: 'error', error: 'deadlock', comp: 'component.test' }]);
  });

  it('writes a slow line at warn', async () => {
    const slow = createTestTelemetry({ access: { slowMs: 1 } });
    const operation = startOperation(slow, sqlClientQuery, query);
    await new Promise((resolve) => setTimeout(resolve, 5));
    operation.end(okOutcome);
    expect(slow.lines()).toMatchObject([{ level: 'warn', event: 'slow', msg: 'access' }]);
    await slow.shutdown();
  });

  it('names an operation once routing is known, and as unmatched when it never is', async () => {
    const { method: _, ...unrouted } = request;
    const routed = startOperation(telemetry, httpServerRequest, unrouted);
    routed.identify('GET./users/:id');
    routed.identify('GET./second');
    routed.end(httpOutcome(200));
    startOperation(telemetry, httpServerRequest, unrouted).end(httpOutcome(404));
    expect(await telemetry.value('ego_server_handle_total', { method: 'GET./users/:id' })).toBe(1);
    expect(await telemetry.value('ego_server_handle_total', { method: '', uniform_code: '404' })).toBe(1);
  });

  it.each([
    { signal: 'span', breakIt: (t: TestTelemetry) => (t.traces.start = fail) },
    { signal: 'metric', breakIt: (t: TestTelemetry) => Object.assign(t.operationMetrics, { series: fail }) },
    { signal: 'log', breakIt: (t: TestTelemetry) => (t.logs.access = fail) },
  ])('lets the other signals happen when the $signal throws, and counts it', async ({ signal, breakIt }) => {
    breakIt(telemetry);
    const operation = startOperation(telemetry, httpServerRequest, request);
    expect(operation.run(() => 'inside')).toBe('inside');
    operation.end(httpOutcome(200));
    expect(await telemetry.value('ego_telemetry_errors_total', { signal })).toBe(1);
    expect((await telemetry.spans()).length).toBe(signal === 'span' ? 0 : 1);
    expect(accessLines().length).toBe(signal === 'log' ? 0 : 1);
    expect(await telemetry.value('ego_server_handle_total')).toBe(signal === 'metric' ? undefined : 1);
  });

  it('rethrows what runs inside it unchanged', () => {
    const operation = startOperation(telemetry, httpServerRequest, request);
    const error = new Error('mine');
    expect(() =>
      operation.run(() => {
        throw error;
      }),
    ).toThrow(error);
    operation.fail(error);
  });
});

function fail(): never {
  throw new Error('telemetry is broken');
}
