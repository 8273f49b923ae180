import { expect } from 'vitest';
import type { TestTelemetry } from '../../src/testing/index.js';
import type { ServerProcess } from './server-process.js';
import { waitUntil } from './wait-until.js';

/** How the calls of a client ended, as their callers saw it. */
export interface Tally {
  succeeded: number;
  failed: number;
}

/** What calls carry as a value, which nobody may be told. */
export const secret = 'hunter2';

/** Milliseconds from call to call: 200 a second, as far as the machine can. */
const pace = 5;

/** Makes calls while their server is stopped, goes on, is killed and comes back; resolves when every call has ended. */
export async function callThroughFaults(
  server: Pick<ServerProcess, 'signal' | 'restart'>,
  call: () => Promise<unknown>,
): Promise<Tally> {
  const tally: Tally = { succeeded: 0, failed: 0 };
  const calls: Promise<void>[] = [];
  const make = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      calls.push(
        call().then(
          () => void tally.succeeded++,
          () => void tally.failed++,
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, pace));
    }
  };
  await make(150);
  server.signal('SIGSTOP');
  await make(100);
  server.signal('SIGCONT');
  await make(100);
  server.signal('SIGKILL');
  await make(100);
  let isBack = false;
  const restarted = server.restart().then(() => (isBack = true));
  while (!isBack) await make(10);
  await restarted;
  const before = tally.succeeded;
  await waitUntil(
    async () => (await make(20), tally.succeeded - before >= 100),
    'calls succeed again',
    30_000,
  );
  await Promise.all(calls);
  return tally;
}

/** Expects one count, one span and one error line for every call that failed, no value told and nothing left over. */
export async function expectAccounted(
  telemetry: TestTelemetry,
  { succeeded, failed }: Tally,
  type: string,
): Promise<void> {
  const page = await telemetry.metrics.registry.metrics();
  const sum = (metric: string, code: RegExp): number =>
    page
      .split('\n')
      .filter((line) => line.startsWith(`${metric}{`) && line.includes(`type="${type}"`) && code.test(line))
      .reduce((total, line) => total + Number(line.slice(line.lastIndexOf('} ') + 2)), 0);
  const spans = (await telemetry.spans()).filter(({ kind }) => kind === 'client' || kind === 'producer');
  // A deadline of gRPC that passed is a warning, as its uniform code is one of a caller.
  const isFailure = (line: Record<string, unknown>): boolean =>
    line['level'] === 'error' || line['ucode'] === 408;
  const lines = telemetry.lines().filter((line) => line['msg'] === 'access' && isFailure(line));
  const counts = telemetry.traces.counts();
  console.log(
    `${succeeded} calls succeeded, ${failed} failed: ${lines.length} error lines, ` +
      `${spans.filter((span) => span.failed).length} error spans of ${spans.length}`,
  );
  expect(JSON.stringify([page, await telemetry.spans(), telemetry.lines()])).not.toContain(secret);
  expect(failed).toBeGreaterThan(0);
  expect(succeeded).toBeGreaterThan(100);
  expect({
    started: sum('ego_client_started_total', /./),
    ok: sum('ego_client_handle_total', /code="OK"/),
    failed: sum('ego_client_handle_total', /code="(?!OK")/),
    errorSpans: spans.filter((span) => span.failed).length,
    spans: spans.length,
    errorLines: lines.length,
    lostSpans: counts.ended - counts.exported,
  }).toEqual({
    started: succeeded + failed,
    ok: succeeded,
    failed,
    errorSpans: failed,
    spans: succeeded + failed,
    errorLines: failed,
    lostSpans: 0,
  });
}
