import fc from 'fast-check';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instrumentFetch } from '../src/instrument/fetch.js';
import { instrumentNodeHttp } from '../src/instrument/node-http.js';
import { extractContext, injectContext, withExtras } from '../src/propagation.js';
import { createTestTelemetry, type TestTelemetry } from '../src/testing/index.js';

const propagation = { extraKeys: ['x-tenant', 'x-uid'], loggedKeys: ['x-tenant'] };

let telemetry: TestTelemetry;
beforeEach(() => (telemetry = createTestTelemetry({ propagation })));
afterEach(() => telemetry.shutdown());

/** What a carrier written inside an operation of a tenant makes of another process. */
function send<Target extends object>(carrier?: Target): Target {
  return withExtras(telemetry, { 'x-tenant': '7' }, () =>
    telemetry.tracer.startActiveSpan('caller', (span) => {
      const written = injectContext(telemetry, carrier);
      span.end();
      return written;
    }),
  );
}

function receive(carrier: object | undefined) {
  const { context, peer } = extractContext(telemetry, carrier);
  return telemetry.traces.run(context, () => {
    const { 'x-tenant': tenant, traceparent } = injectContext(telemetry);
    return { peer, tenant, traceId: traceparent?.slice(3, 35) };
  });
}

describe('injectContext and extractContext', () => {
  const buffers = (carrier: Record<string, string>) =>
    Object.entries(carrier).map(([key, text]) => [key, Buffer.from(text)]);

  it.each([
    { name: 'texts', sent: () => send() },
    { name: 'Buffers, as Kafka hands them out', sent: () => Object.fromEntries(buffers(send())) as object },
    {
      name: 'arrays of one Buffer',
      sent: () => Object.fromEntries(buffers(send()).map(([key, value]) => [key, [value]])) as object,
    },
    { name: 'a Map', sent: () => send(new Map<string, string>()) },
    { name: 'Headers', sent: () => send(new Headers()) },
    { name: 'an object without prototype', sent: () => send(Object.create(null) as object) },
  ])('carry trace, identity and extra keys in $name', async ({ sent }) => {
    const received = receive(sent());
    expect(received).toEqual({
      peer: 'test-service',
      tenant: '7',
      traceId: (await telemetry.spans())[0]?.traceId,
    });
  });

  it('make nothing of headers that came twice, of foreign types, or of a carrier that throws', () => {
    const twice = Object.fromEntries(Object.entries(send()).map(([key, value]) => [key, [value, value]]));
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
        getOwnPropertyDescriptor: () => {
          throw new Error('trap');
        },
      },
    );
    for (const carrier of [twice, undefined, { traceparent: 7, app: {} }, trap]) {
      expect(receive(carrier)).toEqual({ peer: '', tenant: undefined, traceId: undefined });
    }
  });

  it('never throw and believe only names, whatever a carrier holds', () => {
    let runs = 0;
    const value = fc.oneof(fc.string(), fc.uint8Array(), fc.array(fc.string()), fc.anything());
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('traceparent', 'tracestate', 'baggage', 'app', 'x-tenant', '__proto__', 'get'),
          value,
        ),
        (carrier) => {
          const { peer, tenant = 'none' } = receive(carrier);
          expect(peer).toMatch(/^[\w.-]{0,128}$/);
          expect(tenant).toMatch(/^[\x20-\x7e]{1,256}$/);
          runs += 1;
        },
      ),
      { numRuns: 5000 },
    );
    console.log(`${runs} hostile carriers, 0 threw`);
  });
});

describe('extra keys', () => {
  it('travel only when they are listed, and only as visible ASCII of 256 characters', () => {
    const carried = (extras: Record<string, string>) =>
      withExtras(telemetry, extras, () => {
        const { app: _, ...carrier } = injectContext(telemetry);
        return carrier;
      });
    expect(carried({ 'x-uid': '42', 'x-secret': 'no' })).toEqual({ 'x-uid': '42' });
    for (const value of ['', 'a\nb', 'a\r\nset-cookie: x', 'é', ' a', 'x'.repeat(257)])
      expect(carried({ 'x-uid': value })).toEqual({});
  });

  it('are on every line when the settings list them as logged, and no other is', () => {
    withExtras(telemetry, { 'x-tenant': '7', 'x-uid': '42' }, () =>
      telemetry.log.info('inside', { rows: 1 }),
    );
    withExtras(telemetry, { 'x-tenant': '7' }, () =>
      telemetry.log.info('said already', { 'x-tenant': 'own' }),
    );
    telemetry.log.info('outside');
    const [inside, own, outside] = telemetry.lines();
    expect(inside).toMatchObject({ 'x-tenant': '7', rows: 1 });
    expect(inside).not.toHaveProperty('x-uid');
    expect(own).toMatchObject({ 'x-tenant': 'own' });
    expect(outside).not.toHaveProperty('x-tenant');
  });

  it('go through a server to what it calls, and onto its access line', async () => {
    const back = createServer((request, response) => response.end(JSON.stringify(request.headers)));
    const front = createServer((_request, response) => {
      void fetch(urlOf(back)).then(async (reply) => response.end(await reply.text()));
    });
    for (const server of [back, front])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    instrumentNodeHttp(telemetry, front, { route: () => '/' });
    const detach = instrumentFetch(telemetry);
    const reply = await fetch(urlOf(front), { headers: { 'x-tenant': '7', 'x-uid': '42', 'x-other': 'no' } });
    expect(await reply.json()).toMatchObject({ 'x-tenant': '7', 'x-uid': '42', app: 'test-service' });
    await expect
      .poll(() => telemetry.lines().find((line) => line['comp'] === 'server.http'))
      .toMatchObject({ 'x-tenant': '7' });
    detach();
    front.close();
    back.close();
  });

  it.each([
    { name: 'a key that is no header', settings: { extraKeys: ['x tenant'] } },
    { name: 'a key that carries credentials', settings: { extraKeys: ['authorization'] } },
    { name: 'a key of the protocol', settings: { extraKeys: ['traceparent'] } },
    { name: 'too many keys', settings: { extraKeys: Array.from({ length: 17 }, (_, i) => `x-${i}`) } },
    { name: 'an unknown format', settings: { formats: ['b4' as 'b3'] } },
    { name: 'logged keys that do not travel', settings: { extraKeys: ['x-a'], loggedKeys: ['x-b'] } },
  ])('refuse $name at the start', ({ settings }) => {
    expect(() => createTestTelemetry({ propagation: settings })).toThrow('TRI_SETTINGS_WRONG_VALUE');
  });

  it.each([
    {
      name: "Ego's variable",
      env: { EGO_LOG_EXTRA_KEYS: 'X-Ego-Uid, x-tenant' },
      wanted: { extraKeys: ['x-ego-uid', 'x-tenant'], loggedKeys: ['x-ego-uid', 'x-tenant'] },
    },
    {
      name: 'our own',
      env: { TRICORD_PROPAGATION_EXTRA_KEYS: 'x-tenant' },
      wanted: { extraKeys: ['x-tenant'], loggedKeys: [] },
    },
    { name: "OTel's", env: { OTEL_PROPAGATORS: 'b3,baggage' }, wanted: { formats: ['b3', 'baggage'] } },
    { name: "OTel's none", env: { OTEL_PROPAGATORS: 'none' }, wanted: { formats: [] } },
  ])('come from $name', async ({ env, wanted }) => {
    const own = createTestTelemetry({ env });
    expect(own.settings.propagation).toMatchObject(wanted);
    await own.shutdown();
  });
});

describe('what a caller says of itself', () => {
  it('is never copied raw to a line, a label, a span or a reply', { timeout: 120_000 }, async () => {
    const server = createServer((_request, response) => response.end('ok'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    instrumentNodeHttp(telemetry, server, { route: () => '/' });
    const printable = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      maxLength: 300,
    });
    const values = fc.sample(
      fc.oneof(
        printable.map((text) => `canary${text}`),
        fc.constantFrom('canary","level":"fatal', `canary${'x'.repeat(200)}`, 'canary 1', 'canary{}'),
      ),
      1600,
    );
    const strange = values.filter((value) => !/^\s*[\w.-]{1,128}\s*$/.test(value));
    const names = ['app', 'x-forwarded-for', 'x-request-id', 'x-trace-id', 'x-tenant'];
    let replies = 0;
    for (const batch of chunks(strange, 50)) {
      await Promise.all(
        batch.map(async (value) => {
          const headers = Object.fromEntries(
            names.filter((name) => name !== 'x-tenant').map((name) => [name, value]),
          );
          const reply = await fetch(urlOf(server), { headers });
          await reply.text();
          replies += 1;
          for (const [, header] of reply.headers) expect(header).not.toContain('canary');
          expect(reply.headers.get('x-trace-id')).toMatch(/^[\da-f]{32}$/);
        }),
      );
    }
    await expect.poll(() => telemetry.lines().length).toBe(replies);
    expect(JSON.stringify(telemetry.lines())).not.toContain('canary');
    expect(JSON.stringify(await telemetry.spans())).not.toContain('canary');
    expect(await telemetry.metrics.registry.metrics()).not.toContain('canary');
    console.log(`${replies * (names.length - 1)} hostile identity headers, 0 copied`);
    server.close();
  });
});

function urlOf(server: { address(): unknown }): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
