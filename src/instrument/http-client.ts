import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Agent, type ClientRequest, globalAgent, type IncomingMessage } from 'node:http';
import { globalAgent as secureGlobalAgent } from 'node:https';
import { transportErrorOutcome } from '../catalog/outcome.js';
import type { Operation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { guardAdapter } from './family/guard-adapter.js';
import { type ClientBodies, keepClientBodies } from './family/http-bodies.js';
import {
  createHttpClientCalls,
  type HttpClientCalls,
  type HttpClientOptions,
} from './family/http-client-calls.js';
import { wrapMethod } from './family/wrap-method.js';

export type { PathRelabel } from './family/path-relabel.js';

/** Options of the adapter for `node:http` and `node:https`. */
export interface NodeHttpClientOptions extends HttpClientOptions {
  /** Agents whose requests are meant. @default the global agents of both modules */
  readonly agents?: readonly Agent[];
  /** Template of a request's path, for the method label. @default by `relabel` */
  readonly route?: (request: ClientRequest) => string | undefined;
}

type AddRequest = (this: Agent, request: ClientRequest, options: { port?: unknown }) => unknown;

/**
 * Makes an operation of every request that is sent by the agents, and hands trace context and identity on: a request is
 * given to its agent once it is made and before anything of it is sent. What the reply and the failure are is heard on
 * Node's diagnostics channels, since a listener of ours would change what the request does.
 * @example
 * const agent = new https.Agent({ keepAlive: true });
 * instrumentHttpClient(telemetry, { name: 'http.stock', agents: [agent] });
 */
export function instrumentHttpClient(telemetry: Telemetry, options: NodeHttpClientOptions = {}): () => void {
  const { name = 'http', relabel, route, agents = [globalAgent, secureGlobalAgent] } = options;
  const calls = createHttpClientCalls(telemetry, 'client.http', { name, relabel });
  const running = new WeakMap<ClientRequest, SentRequest>();
  const begin = (request: ClientRequest, port: unknown): void => {
    // A connection that becomes another protocol is over when that one is; a tunnel is the proxy's affair.
    if (running.has(request) || request.method === 'CONNECT' || request.getHeader('upgrade') !== undefined)
      return;
    const operation = calls.start({
      method: request.method,
      origin: originOf(request, port),
      path: request.path,
      route: route?.(request),
      header: (key) => request.getHeader(key),
      // Headers that were given as a list are on their way already.
      setHeader: (key, value) => (request.headersSent ? undefined : request.setHeader(key, value)),
    });
    if (operation !== undefined) running.set(request, new SentRequest(calls, request, operation));
  };
  const hear = (channel: string, listen: (message: Message) => void) => {
    const onMessage = (message: unknown) => guardAdapter(telemetry, () => listen(message as Message));
    subscribe(channel, onMessage);
    return () => void unsubscribe(channel, onMessage);
  };
  const detaching = [
    ...agents.map((agent) =>
      wrapMethod(agent as Agent & { addRequest: AddRequest }, 'addRequest', (original) => {
        const add = original as AddRequest;
        return function (this: Agent, request: ClientRequest, to: { port?: unknown }) {
          guardAdapter(telemetry, () => begin(request, to.port));
          return add.call(this, request, to);
        } as typeof original;
      }),
    ),
    hear('http.client.response.finish', ({ request, response }) => running.get(request)?.answered(response)),
    hear('http.client.request.error', ({ request, error }) => running.get(request)?.failed(error)),
  ];
  return () => detaching.forEach((detach) => detach());
}

interface Message {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
  readonly error: unknown;
}

/** A request on its way, until its reply is read or it fails. */
class SentRequest {
  readonly #calls: HttpClientCalls;
  readonly #operation: Operation;
  readonly #bodies: ClientBodies | undefined;
  #error: unknown;
  #isAnswered = false;

  constructor(calls: HttpClientCalls, request: ClientRequest, operation: Operation) {
    this.#calls = calls;
    this.#operation = operation;
    this.#bodies = operation.exchange && keepClientBodies(operation.exchange, request);
    request.once('close', () => {
      if (!this.#isAnswered) this.#fail(this.#error ?? new Error('aborted'));
    });
  }

  failed(error: unknown): void {
    this.#error = error;
    if (!this.#isAnswered) this.#fail(error);
  }

  answered(response: IncomingMessage): void {
    this.#isAnswered = true;
    const status = response.statusCode ?? 0;
    this.#calls.answer(this.#operation, status, (key) => response.headers[key]);
    this.#bodies?.answered(response);
    response.once('end', () => {
      this.#bodies?.tell();
      this.#calls.end(this.#operation, status);
    });
    response.once('close', () => {
      this.#operation.set({ httpStatusCode: status });
      this.#fail(response.errored ?? new Error('aborted'));
    });
  }

  #fail(error: unknown): void {
    this.#bodies?.tell();
    this.#operation.fail(error, transportErrorOutcome);
  }
}

/** Headers that were given as a list cannot be read back, so the port is that of the agent's options. */
function originOf({ protocol, host }: ClientRequest, port: unknown): URL {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return new URL(`${protocol}//${name}${Number(port) > 0 ? `:${Number(port)}` : ''}`);
}
