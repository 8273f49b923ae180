import type { IncomingMessage, Server } from 'node:http';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { guardAdapter } from './family/guard-adapter.js';
import { captureHttpServer, type HttpServerOptions } from './family/http-server.js';

export { catchErrors, type HttpHandler, replyWithError } from './family/error-replies.js';

/** Options of a plain HTTP server. */
export interface NodeHttpOptions extends HttpServerOptions {
  /** Route template of a request, e.g. `/users/:id`; never the raw path. @default none, so the method label is `GET.` */
  readonly route?: (request: IncomingMessage) => string | undefined;
}

/**
 * Makes an operation of every request a `node:http` or `node:https` server handles; returns what detaches it.
 * @example
 * const server = createServer(handler);
 * instrumentNodeHttp(telemetry, server, { route: (request) => routes.find(request.url) });
 */
export function instrumentNodeHttp(
  telemetry: Telemetry,
  server: Server,
  options: NodeHttpOptions = {},
): () => void {
  assertTarget(
    'instrumentNodeHttp',
    server,
    ['listen', 'prependListener'],
    'what `createServer()` of `node:http` or `node:https` returned',
  );
  const capture = captureHttpServer(telemetry, server, 'server.http', options);
  const { route = () => undefined } = options;
  const onRequest = (request: IncomingMessage) => {
    guardAdapter(telemetry, () => capture.routed(request, route(request)));
  };
  server.prependListener('request', onRequest);
  return () => {
    server.off('request', onRequest);
    capture.detach();
  };
}
