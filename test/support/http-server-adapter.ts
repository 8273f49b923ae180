import { get, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from './adapter-contract.js';

type RawHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** GET routes by template, answered by Node's own reply; what they throw is the framework's to handle. */
export type RawRoutes = Readonly<Record<string, RawHandler>>;

/** A service made with the framework under test. */
export interface HttpService {
  readonly server: Server;
  detach(): void;
  close(): Promise<unknown>;
}

/** Starts a service with routes on a free port of the loopback. */
export type StartHttpService = (telemetry: TestTelemetry, routes: RawRoutes) => Promise<HttpService>;

const handled = 'ego_server_handle_total';
const userRoute = '/users/:id';

/** Lets a server listen on a free port. */
export function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** Ends a server with its connections. */
export function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function urlOf({ server }: HttpService): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs what every adapter of an HTTP server fulfils, besides the contract of all adapters. */
export function testHttpServer(name: string, start: StartHttpService): void {
  const routes: RawRoutes = {
    [userRoute]: async (_, response) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      response.setHeader('content-type', 'application/json');
      response.end('{"ok":true}');
    },
    '/broken': () => {
      throw new Error('out of stock');
    },
    '/hang': () => new Promise(() => {}),
    '/events': (incoming, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      setTimeout(() => response.end('data: 2\n\n'), 20);
      return new Promise((resolve) => incoming.on('close', resolve));
    },
    '/healthz': (_, response) => response.end('ok'),
  };

  testAdapter({
    name,
    spanKind: 'server',
    counted: { name: handled, labels: { method: `GET.${userRoute}`, code: 'OK' } },
    async create(telemetry) {
      const service = await start(telemetry, routes);
      const send = async (path: string) => {
        const headers: Record<string, string> = {};
        telemetry.traces.inject(telemetry.traces.active(), (key, value) => (headers[key] = value));
        await (await fetch(urlOf(service) + path, { headers })).text();
      };
      return {
        succeed: () => send('/users/7?token=secret'),
        fail: () => send('/broken'),
        detach: () => service.detach(),
        close: async () => void (await service.close()),
      };
    },
  });

  describe(`${name} as an HTTP server`, () => {
    const withService = async (
      use: (url: string, telemetry: TestTelemetry, server: Server) => Promise<void>,
      settings: Parameters<typeof createTestTelemetry>[0] = {},
    ) => {
      const telemetry = createTestTelemetry(settings);
      const service = await start(telemetry, routes);
      try {
        await use(urlOf(service), telemetry, service.server);
      } finally {
        await service.close();
        await telemetry.shutdown();
      }
    };
    const access = (telemetry: TestTelemetry) => telemetry.lines().filter(({ msg }) => msg === 'access');

    it('names requests by their template while they run, and unmatched ones by nothing of their path', () =>
      withService(async (url, telemetry) => {
        const hanging = request(`${url}/hang`).on('error', () => {});
        hanging.end();
        await expect.poll(() => telemetry.value('ego_server_started_total', { method: 'GET./hang' })).toBe(1);
        await (await fetch(`${url}/nowhere/42`)).text();
        await expect.poll(() => telemetry.value(handled, { method: 'GET.', code: 'Not Found' })).toBe(1);
        hanging.destroy();
        const gone = { method: 'GET./hang', code: 'Client Closed Request', uniform_code: '499' };
        await expect.poll(() => telemetry.value(handled, gone)).toBe(1);
        const names = (await telemetry.spans()).map((span) => span.name).sort();
        expect(names).toEqual(['GET', 'GET /hang']);
      }));

    it('tells the error of a handler on the access line and in the span', () =>
      withService(async (url, telemetry) => {
        expect((await fetch(`${url}/broken`)).status).toBe(500);
        await expect.poll(() => access(telemetry)).toHaveLength(1);
        expect(access(telemetry)[0]).toMatchObject({ level: 'error', error: 'out of stock', ucode: 500 });
        const [span] = await telemetry.spans();
        expect(span).toMatchObject({ failed: true, events: ['exception'], name: 'GET /broken' });
      }));

    it('counts HEAD and OPTIONS under their own method', () =>
      withService(async (url, telemetry) => {
        await fetch(`${url}/users/7`, { method: 'HEAD' });
        await (await fetch(`${url}/users/7`, { method: 'OPTIONS' })).text();
        const lines = () => access(telemetry).map(({ key }) => key);
        await expect.poll(() => lines().sort()).toEqual(['HEAD', 'OPTIONS']);
        const page = await telemetry.metrics.registry.metrics();
        const methods = [...page.matchAll(/^ego_server_handle_total\{[^}]*method="([^"]*)"/gm)].map(
          ([, m]) => m,
        );
        expect(
          methods.filter((method) => !/^(?:HEAD|OPTIONS)\.(?:\/users\/:id)?$/.test(method ?? '')),
        ).toEqual([]);
      }));

    it('calls a stream of events never slow, and other requests that last as long are', () =>
      withService(
        async (url, telemetry) => {
          expect(await (await fetch(`${url}/events`)).text()).toBe('data: 1\n\ndata: 2\n\n');
          await (await fetch(`${url}/users/7`)).text();
          await expect.poll(() => access(telemetry)).toHaveLength(2);
          const told = access(telemetry).map(({ method, event, level }) => [method, event, level]);
          expect(told).toEqual([
            ['GET./events', 'normal', 'info'],
            [`GET.${userRoute}`, 'slow', 'warn'],
          ]);
        },
        { access: { slowMs: 1 } },
      ));

    it('leaves connections that become WebSockets alone', () =>
      withService(
        async (url, telemetry, server) => {
          const sockets = new WebSocketServer({ server, path: '/socket' });
          sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
          const client = new WebSocket(`${url.replace('http', 'ws')}/socket`);
          await new Promise((resolve) => client.once('open', resolve));
          client.send('hello');
          expect(String(await new Promise((resolve) => client.once('message', resolve)))).toBe('hello');
          client.close();
          await new Promise((resolve) => client.once('close', resolve));
          sockets.close();
          await (await fetch(`${url}/users/7`)).text();
          await expect.poll(() => access(telemetry)).toHaveLength(1);
          expect(access(telemetry)[0]?.['method']).toBe(`GET.${userRoute}`);
        },
        { access: { slowMs: 1 } },
      ));

    it('makes no operation of a health probe', () =>
      withService(async (url, telemetry) => {
        await new Promise((resolve) => get(`${url}/healthz`, (reply) => reply.resume().on('end', resolve)));
        await (await fetch(`${url}/users/7`)).text();
        await expect.poll(() => access(telemetry)).toHaveLength(1);
        expect((await telemetry.spans()).map((span) => span.name)).toEqual([`GET ${userRoute}`]);
      }));
  });
}
