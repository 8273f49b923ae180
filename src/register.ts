import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import { createGovernor } from './governor/index.js';
import { captureHttpServer, type HttpServerCapture } from './instrument/family/http-server.js';
import { instrumentFetch } from './instrument/fetch.js';
import { shutdownWithProcess } from './lifecycle.js';
import { createTelemetry } from './telemetry.js';

/**
 * Telemetry started from the settings file and the environment alone, by `node --import tricord/register app.js`:
 * governor, every HTTP server of the process, fastify's routes, fetch. Clients that need an instance are the code's.
 */
export const telemetry = createTelemetry({});

const captures = new Map<Server, HttpServerCapture>();

if (telemetry.settings.governor.enabled) await createGovernor(telemetry);
captureServersWhenTheySpeak();
instrumentFetch(telemetry);
shutdownWithProcess(telemetry);

/**
 * Node publishes a request before its server emits it, which is early enough to wrap that very server's `emit`;
 * so neither a module nor a prototype needs a patch, whatever was imported first.
 */
function captureServersWhenTheySpeak(): void {
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server };
    if (captures.has(server) || governs(server)) return;
    captures.set(server, captureHttpServer(telemetry, server, 'server.http', {}));
    server.once('close', () => captures.delete(server));
  });
  subscribe('tracing:fastify.request.handler:start', (message) => {
    const { request, route } = message as { request: { raw: IncomingMessage }; route?: { url?: string } };
    for (const capture of captures.values()) capture.routed(request.raw, route?.url);
  });
}

function governs(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address?.port === telemetry.settings.governor.port;
}
