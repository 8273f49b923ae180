import { describe, expect, it } from 'vitest';
import { grpcClientUnary } from '../src/catalog/grpc-operations.js';
import { httpServerRequest } from '../src/catalog/http-operations.js';
import { okOutcome } from '../src/catalog/outcome.js';
import { startOperation } from '../src/operation.js';
import { createTestTelemetry } from '../src/testing/index.js';

describe('the switches of an operation', () => {
  it('come from its kind, then access, then components by kind and by name', async () => {
    const telemetry = createTestTelemetry({
      access: { clients: true },
      components: {
        'grpc.client.unary': { slowMs: 300 },
        'grpc.orders': { slowMs: 200, captureRequest: true },
      },
    });
    expect(telemetry.switches.of(httpServerRequest, 'server.http')).toMatchObject({
      access: true,
      slowMs: 500,
    });
    expect(telemetry.switches.of(grpcClientUnary, 'grpc.stock')).toMatchObject({ access: true, slowMs: 300 });
    expect(telemetry.switches.of(grpcClientUnary, 'grpc.orders')).toMatchObject({
      access: true,
      slowMs: 200,
      captureRequest: true,
      captureResponse: false,
    });
    await telemetry.shutdown();
  });

  it('change while the service runs', async () => {
    const telemetry = createTestTelemetry();
    const run = (): void =>
      startOperation(telemetry, httpServerRequest, {
        component: 'server.http',
        name: 'server.http',
        peer: '',
        method: 'GET./',
      }).end(okOutcome);
    const count = () =>
      telemetry.value('ego_server_handle_total', { method: 'GET./' }).then((value) => value ?? 0);
    const access = () => telemetry.lines().filter(({ msg }) => msg === 'access').length;
    run();
    expect([access(), await count(), (await telemetry.spans()).length]).toEqual([1, 1, 1]);
    telemetry.reconfigure({
      components: { 'server.http': { access: false, metrics: false, traces: false } },
    });
    run();
    expect([access(), await count(), (await telemetry.spans()).length]).toEqual([1, 1, 1]);
    telemetry.release(['components.server.http.access', 'components.server.http.metrics']);
    run();
    expect([access(), await count(), (await telemetry.spans()).length]).toEqual([2, 2, 1]);
    await telemetry.shutdown();
  });
});
