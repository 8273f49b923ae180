import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpServerRequest } from '../../catalog/http-operations.js';
import type { AttributeValues } from '../../catalog/attributes.js';
import { abortedOutcome, httpOutcome, type Outcome } from '../../catalog/outcome.js';
import { type Operation, startOperation } from '../../operation.js';
import { readCaller } from '../../propagation.js';
import type { RunningOperation } from '../../running-operations.js';
import type { Telemetry } from '../../telemetry.js';
import { clientAddress } from './client-address.js';
import { headerText, knownMethod } from './http.js';
import { captureBodies } from './http-bodies.js';
import type { NamedRoutes } from './http-routes.js';
import type { OpenRequests } from './open-requests.js';

/** What the requests of one server have in common. */
export interface HttpServerSetup {
  readonly telemetry: Telemetry;
  readonly open: OpenRequests;
  readonly component: string;
  readonly name: string;
  readonly routes: NamedRoutes;
  readonly lateRoute: ((request: IncomingMessage) => string | undefined) | undefined;
}

/** A request that a server is handling. */
export class HttpServerRun implements RunningOperation {
  readonly operation: Operation;
  error: unknown = undefined;
  /** The operation's own facts, which it reads when it ends: adding to them in place spares it copies. */
  readonly #facts: AttributeValues;
  readonly #setup: HttpServerSetup;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #forget: (() => unknown) | undefined;
  #isRouted = false;
  #isEnded = false;

  constructor(setup: HttpServerSetup, request: IncomingMessage, response: ServerResponse) {
    const { telemetry, component, name } = setup;
    const { headers } = request;
    const caller = readCaller(telemetry, (key) => headers[key]);
    this.#setup = setup;
    this.#request = request;
    this.#response = response;
    this.#facts = describeRequest(setup, request, caller.peer);
    this.operation = startOperation(telemetry, httpServerRequest, {
      component,
      name,
      peer: caller.peer,
      rpcService: telemetry.settings.service.name,
      spanName: this.#facts.httpMethod as string,
      parent: caller.context,
      attributes: this.#facts,
    });
  }

  /** Waits for the end of the reply, and tells the caller the trace. */
  watch(isAdopted: boolean): void {
    const response = this.#response;
    const { operation } = this;
    captureBodies(operation.exchange, this.#request, response);
    response.on('close', () => this.#end(response.writableFinished));
    if (isAdopted) response.on('finish', () => this.#end(true));
    if (response.socket === null)
      this.#forget = this.#setup.open.add(this.#request.socket, () => this.#end(response.writableFinished));
    const { traceIdHeader } = this.#setup.telemetry.conventions.identity;
    if (operation.traceId !== '') response.setHeader(traceIdHeader, operation.traceId);
  }

  /** Says the route template; the first one counts. */
  routed(route: string | undefined): void {
    if (this.#isRouted || this.#isEnded) return;
    this.#isRouted = true;
    const names = this.#setup.routes.of(this.#request.method, route);
    if (route !== undefined) this.#facts.httpRoute = route;
    this.operation.identify(names.method, names);
  }

  #end(isFinished: boolean): void {
    if (this.#isEnded) return;
    try {
      this.#forget?.();
      if (!this.#isRouted) this.routed(this.#setup.lateRoute?.(this.#request));
    } catch {
      this.#setup.telemetry.countError('adapter');
      this.routed(undefined);
    }
    this.#isEnded = true;
    this.#conclude(isFinished);
  }

  #conclude(isFinished: boolean): void {
    const response = this.#response;
    const broken = this.error ?? brokenReply(response);
    const outcome = isFinished ? httpOutcome(response.statusCode) : brokenOutcome(broken);
    const facts = this.#facts;
    facts.httpStatusCode = outcome.number;
    const length = response.getHeader('content-length');
    if (length !== undefined && Number.isFinite(Number(length))) facts.responseSize = Number(length);
    if (isEventStream(response)) this.operation.outlast();
    if (broken !== undefined) {
      this.operation.fail(broken, outcome);
      return;
    }
    if (outcome.result === 'failed') facts.errorType = String(outcome.number);
    this.operation.end(outcome);
  }
}

function describeRequest(
  { component, telemetry }: HttpServerSetup,
  request: IncomingMessage,
  peer: string,
): AttributeValues {
  const { headers, socket } = request;
  return {
    component,
    httpMethod: knownMethod(request.method),
    httpRoute: undefined,
    httpStatusCode: undefined,
    urlPath: pathOf(request.url),
    urlScheme: 'encrypted' in socket ? 'https' : 'http',
    userAgent: headerText(headers, 'user-agent'),
    responseSize: undefined,
    clientAddress: clientAddress(request, telemetry.settings.propagation.trustedHops),
    peerService: peer === '' ? undefined : peer,
    errorType: undefined,
  };
}

/** Server-sent events last as long as their listener wants them. */
function isEventStream(response: ServerResponse): boolean {
  const type = response.getHeader('content-type');
  return typeof type === 'string' && type.startsWith('text/event-stream');
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
