import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

/** A client or server of the family under test, attached to telemetry. */
export interface AdapterFixture {
  /** Makes one call that succeeds, inside whatever context is active. */
  succeed(): Promise<unknown>;
  /** Makes one call that fails; resolves to the error the caller saw, if the library lets one through. */
  fail(): Promise<unknown>;
  detach(): void;
  close(): Promise<void>;
}

/** What a family's contract needs to know. */
export interface AdapterContract {
  readonly name: string;
  /** Attaches a fresh fixture. */
  create(telemetry: TestTelemetry): Promise<AdapterFixture>;
  /** The counter that each call moves once, e.g. `ego_client_handle_total`, and the labels it must have. */
  readonly counted: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spanKind: 'server' | 'client' | 'producer' | 'consumer';
}

/** Runs the contract every adapter fulfils. */
export function testAdapter({ name, create, counted, spanKind }: AdapterContract): void {
  describe(`${name} keeps the adapter contract`, () => {
    let telemetry: TestTelemetry;
    let fixture: AdapterFixture;
    const ours = async () => (await telemetry.spans()).filter((span) => span.kind === spanKind);

    beforeEach(async () => {
      telemetry = createTestTelemetry({ access: { servers: true, clients: true } });
      fixture = await create(telemetry);
    });
    afterEach(async () => {
      await fixture.close();
      await telemetry.shutdown();
    });

    it('ends one operation per call', async () => {
      await fixture.succeed();
      await fixture.succeed();
      await expect.poll(() => telemetry.value(counted.name, counted.labels)).toBe(2);
      expect(await ours()).toHaveLength(2);
      expect(telemetry.lines().filter((line) => line['msg'] === 'access')).toHaveLength(2);
    });

    it('records a failure once and hands the same error on', async () => {
      await fixture.fail();
      await expect.poll(async () => (await ours()).filter((span) => span.failed).length).toBe(1);
      const lines = telemetry.lines().filter((line) => line['msg'] === 'access' && line['level'] !== 'info');
      expect(lines).toHaveLength(1);
    });

    it('keeps concurrent calls apart and under the operation that made them', async () => {
      const tracer = telemetry.tracer;
      const parents = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          tracer.startActiveSpan(`parent ${i}`, async (parent) => {
            await fixture.succeed();
            parent.end();
            return parent.spanContext();
          }),
        ),
      );
      await expect.poll(async () => (await ours()).length).toBe(8);
      const traceIds = new Set((await ours()).map((span) => span.traceId));
      expect(traceIds).toEqual(new Set(parents.map((parent) => parent.traceId)));
    });

    it('does not let a failing sink reach the caller', async () => {
      telemetry.logs.access = () => {
        throw new Error('sink');
      };
      await fixture.succeed();
      await expect.poll(() => telemetry.value('ego_telemetry_errors_total', { signal: 'log' })).toBe(1);
    });

    it('adds nothing once it is detached', async () => {
      fixture.detach();
      await fixture.succeed();
      expect(await ours()).toHaveLength(0);
      expect(await telemetry.value(counted.name, counted.labels)).toBeUndefined();
    });
  });
}
