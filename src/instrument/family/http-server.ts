import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { httpServerRequest } from '../../catalog/http-operations.js';
import { abortedOutcome, httpOutcome } from '../../catalog/outcome.js';
import { type Operation, startOperation } from '../../operation.js';
import type { Telemetry } from '../../telemetry.js';
import { headerText, knownMethod, methodLabel } from './http.js';
import { wrapMethod } from './wrap-method.js';

/** What every HTTP server adapter lets its user say. */
export interface HttpServerOptions {
  /** Name of the server in logs. @default 'server.http' */
  readonly name?: string;
  /** Requests that are no operations, e.g. health probes. @default none */
  readonly skip?: (request: IncomingMessage) => boolean;
}

/** The requests a server is handling, seen from the framework that routes them. */
export interface HttpServerCapture {
  readonly detach: () => void;
  /** Says the route template once the framework knows it. */
  routed(request: IncomingMessage, route: string | undefined): void;
  /** Remembers the error a handler threw, for the span and the log line. */
  failed(request: IncomingMessage, error: unknown): void;
}

interface Running {
  readonly operation: Operation;
  error?: unknown;
}

/**
 * Makes an operation of every request of a server, captured where the server emits it: the framework's own request
 * and response objects stay untouched, which is what costs on express.
 */
export function captureHttpServer(
  telemetry: Telemetry,
  server: Server,
  component: string,
  { name = 'server.http', skip = () => false }: HttpServerOptions,
): HttpServerCapture {
  const running = new WeakMap<IncomingMessage, Running>();
  const detach = wrapMethod(server, 'emit', (emit) => {
    return function (this: Server, event: string, ...args: unknown[]) {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      if (event !== 'request' || skip(request)) return Reflect.apply(emit, this, [event, ...args]) as boolean;
      const run: Running = { operation: startRequest(telemetry, request, component, name) };
      running.set(request, run);
      response.once('close', () => endRequest(run, request, response));
      const { traceIdHeader } = telemetry.conventions.identity;
      if (run.operation.traceId !== '') response.setHeader(traceIdHeader, run.operation.traceId);
      return run.operation.run(() => Reflect.apply(emit, this, [event, ...args]) as boolean);
    } as typeof emit;
  });
  return {
    detach,
    routed(request, route) {
      const spanName = route === undefined ? {} : { spanName: `${knownMethod(request.method)} ${route}` };
      const attributes = route === undefined ? {} : { httpRoute: route };
      const method = methodLabel(request.method, route);
      running.get(request)?.operation.identify(method, { ...spanName, attributes });
    },
    failed(request, error) {
      const run = running.get(request);
      if (run !== undefined) run.error = error;
    },
  };
}

function startRequest(
  telemetry: Telemetry,
  request: IncomingMessage,
  component: string,
  name: string,
): Operation {
  const { headers, socket } = request;
  const peer = headerText(headers, telemetry.conventions.identity.appHeader);
  return startOperation(telemetry, httpServerRequest, {
    component,
    name,
    peer,
    rpcService: telemetry.settings.service.name,
    spanName: knownMethod(request.method),
    parent: telemetry.traces.extract((key) => headers[key] as string | undefined),
    attributes: {
      component,
      httpMethod: knownMethod(request.method),
      urlPath: pathOf(request.url),
      urlScheme: 'encrypted' in socket ? 'https' : 'http',
      userAgent: headerText(headers, 'user-agent'),
      clientAddress: socket.remoteAddress ?? '',
      ...(peer === '' ? {} : { peerService: peer }),
    },
  });
}

function endRequest({ operation, error }: Running, request: IncomingMessage, response: ServerResponse): void {
  operation.identify(methodLabel(request.method, undefined));
  const outcome = response.writableFinished ? httpOutcome(response.statusCode) : abortedOutcome;
  const size = Number(response.getHeader('content-length') ?? Number.NaN);
  operation.set({ httpStatusCode: outcome.number, ...(Number.isFinite(size) ? { responseSize: size } : {}) });
  if (error === undefined) operation.end(outcome);
  else operation.fail(error, outcome);
}

function pathOf(url = ''): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
