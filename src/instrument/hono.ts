import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Telemetry } from '../telemetry.js';
import { describeErrorReply } from './family/error-replies.js';
import { captureHttpServer, type HttpServerCapture, type HttpServerOptions } from './family/http-server.js';

/** What the adapter needs of a context of Hono 4. */
export interface HonoContextLike {
  /** Node's own request and reply, as `@hono/node-server` hands them over; other runtimes have none. */
  readonly env: unknown;
  readonly req: {
    readonly matchedRoutes: readonly { readonly path: string; readonly handler: unknown }[];
    readonly routeIndex: number;
  };
  /** What a handler threw. */
  readonly error: Error | undefined;
}

type Next = () => Promise<void>;

/**
 * Returns a middleware that makes an operation of every request Hono handles on `@hono/node-server`, named by its route
 * template; use it first.
 * @example
 * const app = new Hono();
 * app.use(honoMiddleware(telemetry));
 */
export function honoMiddleware(
  telemetry: Telemetry,
  options: HttpServerOptions = {},
): (context: HonoContextLike, next: Next) => Promise<void> {
  const capture = captureHttpServer(telemetry, undefined, 'server.hono', options);
  return async (context, next) => {
    const { incoming, outgoing } = context.env as { incoming?: IncomingMessage; outgoing?: ServerResponse };
    // No reply of Node's: another runtime, or an upgrade to a WebSocket.
    if (incoming === undefined || outgoing === undefined) return next();
    const operation = capture.adopt(incoming, outgoing);
    const handle = () => follow(capture, context, incoming, next);
    return operation === undefined ? handle() : operation.run(handle);
  };
}

async function follow(
  capture: HttpServerCapture,
  context: HonoContextLike,
  incoming: IncomingMessage,
  next: Next,
): Promise<void> {
  const { matchedRoutes, routeIndex } = context.req;
  // What takes no `next` ends the request; Hono itself tells handlers from middleware so.
  const ahead = matchedRoutes.slice(routeIndex + 1);
  const route = ahead.find(({ handler }) => (handler as () => unknown).length < 2)?.path;
  if (route !== undefined) capture.routed(incoming, route);
  await next();
  if (context.error !== undefined) capture.failed(incoming, context.error);
  if (route === undefined) capture.routed(incoming, answeredBy(context.req, routeIndex));
}

/** The route that was reached last, when nothing but middleware had matched. */
function answeredBy({ matchedRoutes, routeIndex }: HonoContextLike['req'], own: number): string | undefined {
  return routeIndex > own ? matchedRoutes[routeIndex]?.path : undefined;
}

/**
 * Returns an error handler for Hono: a `StatusError` is answered by its status and its JSON, an error that says its
 * status, as Hono's `HTTPException` does, by that, and the rest by 500 without a word of what happened, which the log
 * line has.
 * @example
 * app.onError(honoErrorHandler(telemetry));
 */
export function honoErrorHandler(telemetry: Telemetry): (error: Error, context: HonoContextLike) => Response {
  return (error, { env }) => {
    const { incoming = {} } = env as { incoming?: object };
    const { statusCode, headers, body } = describeErrorReply(telemetry, incoming, error);
    return new Response(body, { status: statusCode, headers: { ...headers } });
  };
}
