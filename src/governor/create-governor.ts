import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TricordError } from '../errors.js';
import type { Telemetry } from '../telemetry.js';
import { createReadiness, type ReadinessCheck } from './readiness.js';
import { createRoutes, respond } from './routes.js';

/** Options of the governor. */
export interface GovernorOptions {
  /** @default the setting `governor.host`, 127.0.0.1 */
  readonly host?: string;
  /** 0 picks a free port. @default the setting `governor.port`, 9003 */
  readonly port?: number;
  /** Name → a check that resolves to true when the service can work. @default none */
  readonly readiness?: Readonly<Record<string, ReadinessCheck>>;
}

/** The admin server of a service. */
export interface Governor {
  /** Base URL, e.g. `http://127.0.0.1:9003`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Connections held at once; a scrape and a few probes need no more. */
const connectionLimit = 100;

/**
 * Starts the governor: `/metrics`, `/livez`, `/readyz`, `/build/info` and `/`, reads only. It closes with the telemetry.
 * Throws `TRI_GOVERNOR_PORT_IN_USE` or `TRI_GOVERNOR_CANNOT_LISTEN`.
 */
export async function createGovernor(telemetry: Telemetry, options: GovernorOptions = {}): Promise<Governor> {
  const { host = telemetry.settings.governor.host, port = telemetry.settings.governor.port } = options;
  const state = { stopping: false };
  const readiness = createReadiness(options.readiness ?? {}, () => state.stopping);
  const routes = createRoutes(telemetry, readiness);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    respond(routes, request, response).catch(() => {
      telemetry.countError('adapter');
      response.destroy();
    });
  });
  server.maxConnections = connectionLimit;
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  const governor = {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    close: () => closeServer(server),
  };
  // Not ready from the first moment, but answering until the last: the drain can be watched and scraped.
  telemetry.onShutdown(() => void (state.stopping = true), 'first');
  telemetry.onShutdown(governor.close, 'last');
  return governor;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' ? 'TRI_GOVERNOR_PORT_IN_USE' : 'TRI_GOVERNOR_CANNOT_LISTEN';
      reject(new TricordError(code, { host, port, reason: cause.message }, { cause }));
    });
    server.listen(port, host, () => {
      // A governor must not keep a finished program alive.
      server.unref();
      server.removeAllListeners('error');
      server.on('error', () => {});
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
