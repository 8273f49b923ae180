import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import type { Telemetry } from '../telemetry.js';
import type { Readiness } from './readiness.js';

/** An answer of the governor. */
interface Reply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** Path → what answers it. */
export type Routes = ReadonlyMap<string, (request: IncomingMessage) => Reply | Promise<Reply>>;

/** Returns what the governor serves; every route is a read. */
export function createRoutes(telemetry: Telemetry, readiness: () => Promise<Readiness>): Routes {
  const routes: Routes = new Map<string, (request: IncomingMessage) => Reply | Promise<Reply>>([
    ['/', () => json(200, [...routes.keys()])],
    ['/metrics', (request) => metricsPage(telemetry, request)],
    ['/livez', () => json(200, { live: true })],
    ['/readyz', async () => readyReply(await readiness())],
    ['/build/info', () => json(200, buildInformation(telemetry))],
  ]);
  return routes;
}

/** Answers one request: 404 for an unknown path, 405 for a method that could change something. */
export async function respond(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await findReply(routes, request);
  response.writeHead(status, {
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function findReply(routes: Routes, request: IncomingMessage): Reply | Promise<Reply> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const route = routes.get(path);
  if (route === undefined) return json(404, { error: 'no such route', routes: [...routes.keys()] });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const reply = json(405, { error: 'this route can only be read' });
    return { ...reply, headers: { ...reply.headers, allow: 'GET, HEAD' } };
  }
  return route(request);
}

async function metricsPage(telemetry: Telemetry, { headers }: IncomingMessage): Promise<Reply> {
  const acceptEncoding = headers['accept-encoding'];
  return telemetry.metrics.page({
    ...(headers.accept === undefined ? {} : { accept: headers.accept }),
    ...(typeof acceptEncoding === 'string' ? { acceptEncoding } : {}),
  });
}

function readyReply(readiness: Readiness): Reply {
  return json(readiness.ready ? 200 : 503, readiness);
}

/** Ego's keys, with the framework's and the runtime's versions under names of their own besides. */
function buildInformation({ settings, frameworkVersion, startedAt }: Telemetry): Record<string, string> {
  const { name, version, mode, buildTime } = settings.service;
  return {
    name,
    appMode: mode,
    appVersion: version,
    egoVersion: frameworkVersion,
    frameworkVersion,
    buildTime,
    startTime: startedAt.toISOString(),
    hostName: hostname(),
    goVersion: process.version,
    runtimeVersion: process.version,
  };
}

function json(status: number, value: unknown): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: `${JSON.stringify(value)}\n`,
  };
}
