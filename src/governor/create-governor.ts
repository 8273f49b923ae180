import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TricordError } from '../errors.js';
import type { Telemetry } from '../telemetry.js';
import { limitConnections } from './connections.js';
import { watchEventLoop } from './event-loop.js';
import { isLoopback, type Listener } from './exposure.js';
import { createJobs, type Job } from './jobs.js';
import { createLogLevels } from './log-levels.js';
import { createOpenReplies } from './open-replies.js';
import { createProfileTaker } from './profiler.js';
import { createReadiness, type ReadinessCheck, type TimedCheck } from './readiness.js';
import { respond } from './respond.js';
import { createRoutes, type Routes } from './routes.js';
import { createTokenCheck } from './token.js';

/** Options of the governor. */
export interface GovernorOptions {
  /** @default the setting `governor.host`, 127.0.0.1 */
  readonly host?: string;
  /** 0 picks a free port. @default the setting `governor.port`, 9003 */
  readonly port?: number;
  /** Name → a check that resolves to true when the service can work. @default none */
  readonly readiness?: Readonly<Record<string, ReadinessCheck | TimedCheck>>;
  /** Name → a job that operators may start by `/jobs`. @default none */
  readonly jobs?: Readonly<Record<string, Job>>;
}

/** The admin server of a service. */
export interface Governor {
  /** Base URL, e.g. `http://127.0.0.1:9003`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Ego's name of the component. */
const comp = 'server.egovernor';

/** How long a reply may take once the governor closes. */
const graceMs = 1000;

/** How long a request may take to arrive, and how often that is looked at. */
const limits = {
  headersTimeout: 3000,
  requestTimeout: 5000,
  connectionsCheckingInterval: 500,
  keepAliveTimeout: 5000,
  maxHeaderSize: 8192,
};

/**
 * Starts the governor, whose routes docs/governor.md lists. It closes with the telemetry. Throws
 * `TRI_GOVERNOR_PORT_IN_USE`, `TRI_GOVERNOR_CANNOT_LISTEN`, `TRI_GOVERNOR_UNUSABLE_TOKEN`, and `TRI_GOVERNOR_OPEN` when
 * it would be open to others than this machine.
 */
export async function createGovernor(telemetry: Telemetry, options: GovernorOptions = {}): Promise<Governor> {
  const { host = telemetry.settings.governor.host, port = telemetry.settings.governor.port } = options;
  const listener = describeListener(telemetry, host);
  const { tokenFile } = telemetry.settings.governor;
  const checkToken = tokenFile === '' ? async () => false : createTokenCheck(tokenFile);
  const state = { stopping: false };
  const { routes, stop } = createParts(telemetry, options, () => state.stopping);
  const open = createOpenReplies();
  const server = createServer(limits);
  const connections = limitConnections(server);
  const desk = { routes, listener, checkToken, onAct: connections.exempt, open };
  server.on('request', (request, response) => {
    respond(desk, request, response).catch(() => {
      telemetry.countError('adapter');
      response.destroy();
    });
  });
  await listen(server, host, port).catch((error: unknown) => {
    stop();
    throw error;
  });
  const url = urlOf(server.address() as AddressInfo);
  telemetry.logs.framework.info('start server', { comp, addr: url });
  const governor = {
    url,
    close: () => {
      if (server.listening) telemetry.logs.framework.info('stop server', { comp, addr: url });
      open.stop();
      stop();
      return closeServer(server, open.giveUp);
    },
  };
  // Not ready from the first moment, but answering until the last: the drain can be watched and scraped.
  telemetry.onShutdown(() => {
    state.stopping = true;
    open.stop();
  }, 'first');
  telemetry.onShutdown(governor.close, 'last');
  return governor;
}

function createParts(
  telemetry: Telemetry,
  { readiness = {}, jobs = {} }: GovernorOptions,
  isStopping: () => boolean,
): { routes: Routes; stop: () => void } {
  const levels = createLogLevels(telemetry);
  const eventLoop = watchEventLoop();
  const routes = createRoutes({
    telemetry,
    readiness: createReadiness(readiness, isStopping),
    levels,
    jobs: createJobs(telemetry, jobs),
    eventLoop,
    profiles: createProfileTaker(),
  });
  const stop = (): void => {
    levels.stop();
    eventLoop.stop();
  };
  return { routes, stop };
}

function describeListener({ settings }: Telemetry, host: string): Listener {
  const { tokenFile, readOnly, trustLoopback, allowedHosts } = settings.governor;
  const isPublic = !isLoopback(host) || !trustLoopback;
  const hasToken = tokenFile !== '';
  if (isPublic && !hasToken && !readOnly) throw new TricordError('TRI_GOVERNOR_OPEN', { host });
  return { isPublic, isReadOnly: readOnly, hasToken, allowedHosts };
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

function urlOf({ family, address, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** What is being answered may finish for a while, is then answered that it cannot be, and then broken off. */
function closeServer(server: Server, giveUp: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timers = [
      setTimeout(giveUp, graceMs),
      setTimeout(() => server.closeAllConnections(), graceMs * 1.5),
    ];
    server.close(() => {
      timers.forEach(clearTimeout);
      resolve();
    });
    server.closeIdleConnections();
  });
}
