import type { IncomingMessage, Server } from 'node:http';
import type { Telemetry } from '../telemetry.js';
import { captureHttpServer, type HttpServerOptions } from './family/http-server.js';

/** What the adapter needs of a Fastify 5 instance. */
export interface FastifyLike {
  readonly server: unknown;
  addHook(name: 'onRequest', hook: (request: RequestLike, reply: unknown, done: () => void) => void): unknown;
  addHook(
    name: 'onError',
    hook: (request: RequestLike, reply: unknown, error: Error, done: () => void) => void,
  ): unknown;
}

interface RequestLike {
  readonly raw: unknown;
  readonly routeOptions: { readonly url?: string | undefined };
}

/**
 * Makes an operation of every request a Fastify instance handles, named by its route template; call it before routes
 * are ready. Returns what detaches it (the hooks stay, but find nothing to do).
 * @example
 * const app = Fastify({ loggerInstance: telemetry.log, logController: new LogController({ disableRequestLogging: true }) });
 * instrumentFastify(telemetry, app);
 */
export function instrumentFastify(
  telemetry: Telemetry,
  app: FastifyLike,
  options: HttpServerOptions = {},
): () => void {
  const capture = captureHttpServer(telemetry, app.server as Server, 'server.fastify', options);
  app.addHook('onRequest', (request, _reply, done) => {
    capture.routed(request.raw as IncomingMessage, request.routeOptions.url);
    done();
  });
  app.addHook('onError', (request, _reply, error, done) => {
    capture.failed(request.raw as IncomingMessage, error);
    done();
  });
  return capture.detach;
}
