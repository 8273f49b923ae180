import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Telemetry } from './telemetry.js';

/** How long a kept connection may still bring a request that was on its way when accepting stopped. */
const graceMs = 100;

/**
 * Has a server end gracefully with the telemetry: as soon as the service is not ready its replies ask for the connection
 * to be closed, then it accepts no more, finishes what it has, and only then the shutdown goes on. A request that comes
 * over a kept connection in the meantime is still answered. Returns how to leave the server alone again.
 */
export function drainServer(telemetry: Telemetry, server: Server): () => void {
  const open = new Set<ServerResponse>();
  const state = { isDraining: false, isDetached: false };
  const onRequest = (_request: IncomingMessage, response: ServerResponse): void => {
    open.add(response);
    response.once('close', () => open.delete(response));
    if (state.isDraining) askToClose(response);
  };
  server.prependListener('request', onRequest);
  telemetry.onShutdown(() => {
    if (state.isDetached) return;
    state.isDraining = true;
    for (const response of open) askToClose(response);
  }, 'first');
  telemetry.onShutdown(() => (state.isDetached ? undefined : stopServer(telemetry, server)));
  return () => {
    state.isDetached = true;
    server.off('request', onRequest);
  };
}

function askToClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

/** The HTTP server's own `close` also ends idle connections at once, and with them a request that is on its way. */
async function stopServer({ logs }: Telemetry, server: Server): Promise<void> {
  const address = server.address();
  if (address === null) return;
  const addr =
    typeof address === 'string' ? `unix://${address}` : `http://${address.address}:${address.port}`;
  logs.framework.info('stop server', { comp: 'server.http', addr });
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  const timer = setInterval(() => server.closeIdleConnections(), graceMs);
  await closed;
  clearInterval(timer);
}
