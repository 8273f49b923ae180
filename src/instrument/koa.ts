import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { describeErrorReply } from './family/error-replies.js';
import { guardAdapter } from './family/guard-adapter.js';
import { captureHttpServer, type HttpServerOptions } from './family/http-server.js';
import { wrapMethod } from './family/wrap-method.js';

/** What the adapter needs of a Koa 3 or 2 application. */
export interface KoaLike {
  /** Prototype of the contexts of this application, which Koa lets others extend. */
  readonly context: object;
  handleRequest(context: KoaContextLike, middleware: unknown): unknown;
}

/** What the adapter needs of a context. */
export interface KoaContextLike {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

interface RoutedContext extends KoaContextLike {
  /** Template of the last route that matches, as `@koa/router` and `koa-router` note it before the handlers run. */
  _matchedRoute?: unknown;
  /** All that match the path, in the order in which they run. */
  readonly matched?: readonly { readonly path: unknown; readonly methods: readonly string[] }[];
  /** Path that `koa-mount` has cut off; it has no parameters. */
  readonly mountPath?: unknown;
}

/**
 * Makes an operation of every request a Koa application handles, named by the template of its router; returns what
 * detaches it.
 * @example
 * const app = new Koa();
 * instrumentKoa(telemetry, app);
 */
export function instrumentKoa(
  telemetry: Telemetry,
  app: KoaLike,
  options: HttpServerOptions = {},
): () => void {
  assertTarget('instrumentKoa', app, ['use', 'callback'], 'what `new Koa()` returned');
  const capture = captureHttpServer(telemetry, undefined, 'server.koa', options);
  const stopRouting = onMatchedRoute(app.context, (context, route) => {
    guardAdapter(telemetry, () => capture.routed(context.req, route));
  });
  const restoreErrors = wrapMethod(
    app.context as { onerror(error: unknown): void },
    'onerror',
    (original) => {
      return function (this: KoaContextLike, error: unknown) {
        if (error != null) guardAdapter(telemetry, () => capture.failed(this.req, error));
        return original.call(this as never, error as never);
      } as typeof original;
    },
  );
  const restore = wrapMethod(app, 'handleRequest', (original) => {
    const handle = original as KoaLike['handleRequest'];
    return function (this: KoaLike, context: KoaContextLike, middleware: unknown) {
      const operation = capture.adopt(context.req, context.res);
      if (operation === undefined) return handle.call(this, context, middleware);
      return operation.run(() => handle.call(this, context, middleware));
    } as typeof original;
  });
  return () => {
    restore();
    restoreErrors();
    stopRouting();
    capture.detach();
  };
}

/** Hears what a router notes on a context: the property has no other hook, and is set before the handlers run. */
function onMatchedRoute(
  prototype: object,
  tell: (context: RoutedContext, route: string) => void,
): () => void {
  const name = '_matchedRoute';
  if (Object.hasOwn(prototype, name)) return () => {};
  Object.defineProperty(prototype, name, {
    configurable: true,
    get: () => undefined,
    set(this: RoutedContext, route: unknown) {
      Object.defineProperty(this, name, {
        value: route,
        writable: true,
        enumerable: true,
        configurable: true,
      });
      if (route !== undefined) tell(this, templateOf(this, route));
    },
  });
  return () => void Reflect.deleteProperty(prototype, name);
}

/** The first route that matches answers, unless it passes on. */
function templateOf({ matched, mountPath, req }: RoutedContext, route: unknown): string {
  const first = matched?.find(({ methods }) => methods.includes(req.method ?? ''));
  const path = first?.path ?? route;
  const mount = typeof mountPath === 'string' && mountPath !== '/' ? mountPath : '';
  return mount + (path instanceof RegExp ? path.source : String(path));
}

/** What the error handler needs of a context. */
export interface KoaReplyLike extends KoaContextLike {
  status: number;
  body: unknown;
  set(headers: Record<string, string>): void;
}

/**
 * Returns a middleware for Koa, to be used first: a `StatusError` is answered by its status and its JSON, an error that
 * says its status, as `ctx.throw` makes them, by that, and the rest by 500 without a word of what happened, which the
 * log line has.
 * @example
 * app.use(koaErrorHandler(telemetry));
 */
export function koaErrorHandler(
  telemetry: Telemetry,
): (context: KoaReplyLike, next: () => Promise<unknown>) => Promise<void> {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const { statusCode, headers, body } = describeErrorReply(telemetry, context.req, error);
      context.status = statusCode;
      context.set({ ...headers });
      context.body = body;
    }
  };
}
