import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import { isMainThread } from 'node:worker_threads';
import { drainServer } from './drain-server.js';
import { TricordError } from './errors.js';
import { createGovernor, type Governor } from './governor/index.js';
import { captureHttpServer, type HttpServerCapture } from './instrument/family/http-server.js';
import { createExpressLateRoute } from './instrument/family/express-late-route.js';
import { instrumentFetch } from './instrument/fetch.js';
import { instrumentHttpClient } from './instrument/http-client.js';
import { instrumentRedis } from './instrument/redis.js';
import { shutdownWithProcess } from './lifecycle.js';
import { createTelemetry } from './telemetry.js';

/**
 * Telemetry started from the settings file and the environment alone, by `node --import tricord/register app.js`:
 * governor, every HTTP server of the process, the routes of Fastify and Express, fetch, and requests of `node:http` by the
 * global agents, and commands of `redis`. What needs an instance, a client's or an application's of Koa or Hono, is the code's.
 */
export const telemetry = createTelemetry({});

const captures = new Map<Server, HttpServerCapture>();

// Node runs --import modules in worker threads too; those have the main thread's governor and servers beside them.
if (isMainThread) {
  const governor = telemetry.settings.governor.enabled ? await startGovernor() : undefined;
  captureServersWhenTheySpeak(governor);
  shutdownWithProcess(telemetry);
}
instrumentFetch(telemetry);
instrumentHttpClient(telemetry);
instrumentRedis(telemetry);

/** A forked child inherits the options of its parent, whose governor has the port already. */
async function startGovernor(): Promise<Governor | undefined> {
  try {
    return await createGovernor(telemetry);
  } catch (error) {
    const isTaken = error instanceof TricordError && error.code === 'TRI_GOVERNOR_PORT_IN_USE';
    if (!isTaken || process.send === undefined) throw error;
    telemetry.logs.framework.warn(error.message, { comp: 'server.governor' });
    return undefined;
  }
}

/**
 * Node publishes a request before its server emits it, which is early enough to wrap that very server's `emit`;
 * so neither a module nor a prototype needs a patch, whatever was imported first.
 */
function captureServersWhenTheySpeak(governor: Governor | undefined): void {
  const governorPort = governor === undefined ? undefined : Number(new URL(governor.url).port);
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server };
    const address = server.address();
    if (typeof address === 'object' && address?.port === governorPort) return;
    if (captures.has(server)) return;
    captures.set(server, captureRouted(server));
    drainServer(telemetry, server);
    server.once('close', () => captures.delete(server));
  });
  subscribe('tracing:fastify.request.handler:start', (message) => {
    const { request, route } = message as { request: { raw: IncomingMessage }; route?: { url?: string } };
    for (const capture of captures.values()) capture.routed(request.raw, route?.url);
  });
}

/** Express leaves its application on the requests it has handled, and names of routes are asked for there. */
function captureRouted(server: Server): HttpServerCapture {
  const lateRoute = createExpressLateRoute({
    onRoute: (request, route) => capture.routed(request, route),
    onError: (request, error) => capture.failed(request, error),
  });
  const capture = captureHttpServer(telemetry, server, 'server.http', { lateRoute });
  return capture;
}
