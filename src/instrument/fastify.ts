import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { describeErrorReply } from './family/error-replies.js';
import { captureHttpServer, type HttpServerOptions } from './family/http-server.js';

/** What the adapter needs of a Fastify 5 instance. */
export interface FastifyLike {
  readonly server: unknown;
  addHook(
    name: 'onRequest',
    hook: (request: RequestLike, reply: ReplyLike, done: () => void) => void,
  ): unknown;
  addHook(
    name: 'onError',
    hook: (request: RequestLike, reply: unknown, error: Error, done: () => void) => void,
  ): unknown;
}

interface ReplyLike {
  readonly raw: unknown;
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
  assertTarget('instrumentFastify', app, ['addHook'], 'what `fastify()` returned');
  const capture = captureHttpServer(telemetry, app.server as Server, 'server.fastify', options);
  app.addHook('onRequest', (request, reply, done) => {
    // `localhost` has Fastify listen on a second server, and `inject` on none.
    const operation = capture.adopt(request.raw as IncomingMessage, reply.raw as ServerResponse);
    capture.routed(request.raw as IncomingMessage, request.routeOptions.url);
    if (operation === undefined) done();
    else operation.run(done);
  });
  app.addHook('onError', (request, _reply, error, done) => {
    capture.failed(request.raw as IncomingMessage, error);
    done();
  });
  return capture.detach;
}

/** What the error handler needs of a Fastify reply. */
export interface ErrorReplyLike {
  code(status: number): this;
  headers(headers: Readonly<Record<string, string>>): this;
  send(body: string): this;
}

/**
 * Returns an error handler for Fastify: a `StatusError` is answered by its status and its JSON, an error of Fastify's own
 * by its status and message, the rest by 500 without a word of what happened, which the log line has.
 * @example
 * app.setErrorHandler(fastifyErrorHandler(telemetry));
 */
export function fastifyErrorHandler(
  telemetry: Telemetry,
): (error: unknown, request: { readonly raw: unknown }, reply: ErrorReplyLike) => void {
  return (error, request, reply) => {
    const { statusCode, headers, body } = describeErrorReply(telemetry, request.raw as object, error);
    reply.code(statusCode).headers(headers).send(body);
  };
}
