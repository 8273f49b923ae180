import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { replyWithError } from './family/error-replies.js';
import { type ExpressAppLike, ExpressRoutes } from './family/express-routes.js';
import { guardAdapter } from './family/guard-adapter.js';
import { captureHttpServer, type HttpServerOptions } from './family/http-server.js';
import { wrapMethod } from './family/wrap-method.js';

export type { ExpressAppLike } from './family/express-routes.js';

type Handle = (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void;

/**
 * Makes an operation of every request an Express 5 or 4 application handles, named by its route template with the
 * templates of all it is mounted under; returns what detaches it. Requests are captured where they enter the
 * application, before Express swaps the prototypes of its request and response, which makes every later touch dear.
 * @example
 * const app = express();
 * instrumentExpress(telemetry, app);
 */
export function instrumentExpress(
  telemetry: Telemetry,
  app: ExpressAppLike,
  options: HttpServerOptions = {},
): () => void {
  assertTarget('instrumentExpress', app, ['use', 'handle'], 'what `express()` returned');
  const routes = new ExpressRoutes(app, {
    onRoute: (request, route) => capture.routed(request, route),
    onError: (request, error) => capture.failed(request, error),
  });
  const lateRoute = (request: IncomingMessage) => routes.find(request);
  const capture = captureHttpServer(
    telemetry,
    undefined,
    'server.express',
    Object.assign({}, options, { lateRoute }),
  );
  let isScanned = false;
  const restore = wrapMethod(app, 'handle', (original) => {
    const handle = original as Handle;
    return function (this: unknown, request: IncomingMessage, response: ServerResponse, next) {
      if (!isScanned) guardAdapter(telemetry, () => routes.scan());
      isScanned = true;
      const operation = capture.adopt(request, response);
      if (operation === undefined) handle.call(this, request, response, next);
      else operation.run(() => handle.call(this, request, response, next));
    } satisfies Handle as typeof original;
  });
  return () => {
    restore();
    routes.restore();
    capture.detach();
  };
}

/**
 * Returns an error handler for Express, to be used last: a `StatusError` is answered by its status and its JSON, an
 * error that says its status, as Express' own do, by that, and the rest by 500 without a word of what happened, which
 * the log line has.
 * @example
 * app.use(expressErrorHandler(telemetry));
 */
export function expressErrorHandler(
  telemetry: Telemetry,
): (
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void {
  // Express knows an error handler by its four parameters.
  return (error, _request, response, _next) => replyWithError(telemetry, response, error);
}
