import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpClientRequest } from '../src/catalog/http-operations.js';
import { okOutcome } from '../src/catalog/outcome.js';
import { startOperation } from '../src/operation.js';
import { createTestTelemetry } from '../src/testing/index.js';

afterEach(() => vi.restoreAllMocks());

describe('the clock of operations', () => {
  it('is monotonic: a wall clock that jumps by hours changes no duration', async () => {
    const telemetry = createTestTelemetry({ access: { clients: true } });
    const real = Date.now;
    let seed = 7;
    vi.spyOn(Date, 'now').mockImplementation(() => {
      seed = (seed * 48271) % 2147483647;
      return real() + ((seed % 7200) - 3600) * 1000;
    });
    const runs = 10_000;
    const startedAt = performance.now();
    for (let i = 0; i < runs; i++) {
      const start = { component: 'client.http', name: 'clock', peer: 'x', method: 'GET./' };
      startOperation(telemetry, httpClientRequest, start).end(okOutcome);
    }
    const elapsed = (performance.now() - startedAt) / 1000;
    vi.restoreAllMocks();
    const [sum = -1, count] = await Promise.all(
      ['sum', 'count'].map((part) => telemetry.value(`ego_client_handle_seconds_${part}`, { name: 'clock' })),
    );
    const costs = telemetry.lines().map(({ cost }) => cost as number);
    const negative = costs.filter((cost) => !(cost >= 0 && cost < elapsed * 1000)).length;
    console.log(
      `clock: ${runs} runs, ${negative} impossible costs, sum ${sum.toFixed(3)} s of ${elapsed.toFixed(3)} s`,
    );
    expect([count, costs.length, negative]).toEqual([runs, runs, 0]);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(elapsed);
    await telemetry.shutdown();
  });
});
