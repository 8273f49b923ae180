import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { httpServerRequest } from '../../catalog/http-operations.js';
import { abortedOutcome, httpOutcome, type Outcome } from '../../catalog/outcome.js';
import { type Operation, startOperation } from '../../operation.js';
import { readCaller } from '../../propagation.js';
import type { Telemetry } from '../../telemetry.js';
import { clientAddress } from './client-address.js';
import { headerText, knownMethod, methodLabel } from './http.js';
import { captureBodies } from './http-bodies.js';
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
  /** Begins a request that reached the framework by another server than the one captured; undefined when it is known. */
  adopt(request: IncomingMessage, response: ServerResponse): Operation | undefined;
  /** Says the route template once the framework knows it. */
  routed(request: IncomingMessage, route: string | undefined): void;
  /** Remembers the error a handler threw, for the span and the log line. */
  failed(request: IncomingMessage, error: unknown): void;
}

type Running = NonNullable<ReturnType<Telemetry['running']['get']>>;

/** What ends the requests of a connection when it goes: a pipelined one may never get a reply object of its own. */
type OpenRequests = WeakMap<Socket, Set<() => void>>;

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
  const { running } = telemetry;
  const open: OpenRequests = new WeakMap();
  const begin = (
    request: IncomingMessage,
    response: ServerResponse,
    isAdopted = false,
  ): Operation | undefined => {
    try {
      if (running.has(request) || skip(request)) return undefined;
      return beginRequest(telemetry, open, { request, response, component, name, isAdopted });
    } catch {
      telemetry.countError('adapter');
      return undefined;
    }
  };
  let isDetached = false;
  const restore = wrapMethod(server, 'emit', (emit) => {
    return function (this: Server, event: string, ...args: unknown[]) {
      const proceed = () => Reflect.apply(emit, this, [event, ...args]) as boolean;
      if (event !== 'request') return proceed();
      const operation = begin(...(args as [IncomingMessage, ServerResponse]));
      return operation === undefined ? proceed() : operation.run(proceed);
    } as typeof emit;
  });
  return {
    detach() {
      isDetached = true;
      restore();
    },
    adopt: (request, response) => (isDetached ? undefined : begin(request, response, true)),
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

interface Reply {
  readonly response: ServerResponse;
  readonly isFinished: boolean;
}

interface Captured {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly component: string;
  readonly name: string;
  /** Came by no server that was captured, perhaps by none at all, whose replies finish without a connection to close. */
  readonly isAdopted?: boolean;
}

function beginRequest(telemetry: Telemetry, open: OpenRequests, captured: Captured): Operation {
  const { request, response, component, name } = captured;
  const run: Running = { operation: startRequest(telemetry, request, component, name) };
  telemetry.running.set(request, run);
  captureBodies(run.operation.exchange, request, response);
  let isFinished = false;
  const end = endWithSocket(open, request.socket, () =>
    endRequest(run, request, { response, isFinished: isFinished || response.writableFinished }),
  );
  response.once('close', end);
  if (captured.isAdopted === true) {
    response.once('finish', () => {
      isFinished = true;
      end();
    });
  }
  const { traceIdHeader } = telemetry.conventions.identity;
  if (run.operation.traceId !== '') response.setHeader(traceIdHeader, run.operation.traceId);
  return run.operation;
}

/** Returns what ends a request once, be it by its reply or by its connection. */
function endWithSocket(open: OpenRequests, socket: Socket, endRequest: () => void): () => void {
  const ends = open.get(socket) ?? new Set();
  if (!open.has(socket)) {
    open.set(socket, ends);
    socket.once('close', () => {
      for (const end of ends) end();
    });
  }
  const end = (): void => {
    if (ends.delete(end)) endRequest();
  };
  ends.add(end);
  return end;
}

function startRequest(
  telemetry: Telemetry,
  request: IncomingMessage,
  component: string,
  name: string,
): Operation {
  const { headers, socket } = request;
  const { context: parent, peer } = readCaller(telemetry, (key) => headers[key]);
  return startOperation(telemetry, httpServerRequest, {
    component,
    name,
    peer,
    rpcService: telemetry.settings.service.name,
    spanName: knownMethod(request.method),
    parent,
    attributes: {
      component,
      httpMethod: knownMethod(request.method),
      urlPath: pathOf(request.url),
      urlScheme: 'encrypted' in socket ? 'https' : 'http',
      userAgent: headerText(headers, 'user-agent'),
      clientAddress: clientAddress(request, telemetry.settings.propagation.trustedHops),
      ...(peer === '' ? {} : { peerService: peer }),
    },
  });
}

function endRequest(
  { operation, error }: Running,
  request: IncomingMessage,
  { response, isFinished }: Reply,
): void {
  operation.identify(methodLabel(request.method, undefined));
  const broken = error ?? brokenReply(response);
  const outcome = isFinished ? httpOutcome(response.statusCode) : brokenOutcome(broken);
  const size = Number(response.getHeader('content-length') ?? Number.NaN);
  operation.set({ httpStatusCode: outcome.number, ...(Number.isFinite(size) ? { responseSize: size } : {}) });
  if (broken === undefined && outcome.result === 'failed')
    operation.set({ errorType: String(outcome.number) });
  if (broken === undefined) operation.end(outcome);
  else operation.fail(broken, outcome);
}

/** A reply that the service itself broke off is its failure; one whose caller went away is nobody's. */
function brokenOutcome(broken: unknown): Outcome {
  return broken === undefined ? abortedOutcome : httpOutcome(500);
}

function brokenReply({ errored }: ServerResponse): Error | undefined {
  const code = (errored as NodeJS.ErrnoException | null)?.code;
  return errored === null || code === 'ECONNRESET' || code === 'EPIPE' ? undefined : errored;
}

function pathOf(url = ''): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
