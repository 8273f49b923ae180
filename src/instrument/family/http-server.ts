import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Operation } from '../../operation.js';
import type { Telemetry } from '../../telemetry.js';
import { isProbe } from './http.js';
import { HttpServerRun, type HttpServerSetup } from './http-server-run.js';
import { OpenRequests } from './open-requests.js';
import { wrapMethod } from './wrap-method.js';
import { NamedRoutes } from './http-routes.js';

/** What every HTTP server adapter lets its user say. */
export interface HttpServerOptions {
  /** Name of the server in logs. @default 'server.http' */
  readonly name?: string;
  /** Requests that are no operations. @default health probes: `/healthz`, `/livez` and `/readyz` */
  readonly skip?: (request: IncomingMessage) => boolean;
}

/** The requests a server is handling, seen from the framework that routes them. */
export interface HttpServerCapture {
  readonly detach: () => void;
  /** Begins a request that reached the framework by another server than the one captured; undefined when it is known. */
  adopt(request: IncomingMessage, response: ServerResponse): Operation | undefined;
  /** Says the route template once the framework knows it. */
  routed(request: IncomingMessage, route: string | undefined): void;
  /** Remembers the error a handler threw, for the span and the log line. */
  failed(request: IncomingMessage, error: unknown): void;
}

/** Says the route of a request that ends and whose route nobody told. */
export type LateRoute = (request: IncomingMessage) => string | undefined;

/**
 * Makes an operation of every request of a server, captured where the server emits it: the framework's own request
 * and response objects stay untouched, which is what costs on express. Without a server requests come by `adopt`.
 */
export function captureHttpServer(
  telemetry: Telemetry,
  server: Server | undefined,
  component: string,
  options: HttpServerOptions & { readonly lateRoute?: LateRoute },
): HttpServerCapture {
  const { name = 'server.http', skip = isProbe, lateRoute } = options;
  const { running } = telemetry;
  const open = new OpenRequests();
  const setup: HttpServerSetup = { telemetry, open, component, name, lateRoute, routes: new NamedRoutes() };
  const begin = (request: IncomingMessage, response: ServerResponse, isAdopted: boolean) => {
    try {
      if (running.has(request) || skip(request)) return undefined;
      const run = new HttpServerRun(setup, request, response);
      running.set(request, run);
      run.watch(isAdopted);
      return run.operation;
    } catch {
      telemetry.countError('adapter');
      return undefined;
    }
  };
  let isDetached = false;
  const restore = server === undefined ? undefined : captureEmit(server, (...pair) => begin(...pair, false));
  return {
    detach() {
      isDetached = true;
      restore?.();
    },
    adopt: (request, response) => (isDetached ? undefined : begin(request, response, true)),
    routed(request, route) {
      const run = running.get(request);
      if (run instanceof HttpServerRun) run.routed(route);
    },
    failed(request, error) {
      const run = running.get(request);
      if (run !== undefined) run.error = error;
    },
  };
}

function captureEmit(
  server: Server,
  begin: (request: IncomingMessage, response: ServerResponse) => Operation | undefined,
): () => void {
  return wrapMethod(server, 'emit', (original) => {
    const emit = original as (this: Server, event: string, ...args: unknown[]) => boolean;
    return function (this: Server, event: string, ...args: unknown[]) {
      if (event !== 'request') return emit.call(this, event, ...args);
      const operation = begin(args[0] as IncomingMessage, args[1] as ServerResponse);
      if (operation === undefined) return emit.call(this, event, ...args);
      return operation.run(() => emit.call(this, event, ...args));
    } as typeof original;
  });
}
