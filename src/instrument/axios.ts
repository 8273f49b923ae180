import type { AxiosInstance, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { okOutcome, transportErrorOutcome } from '../catalog/outcome.js';
import type { Operation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { createOpenRequests } from './family/axios-requests.js';
import { tellAxiosBodies } from './family/axios-bodies.js';
import { guardAdapter } from './family/guard-adapter.js';
import {
  createHttpClientCalls,
  type HttpClientCalls,
  type HttpClientOptions,
} from './family/http-client-calls.js';

export type { PathRelabel } from './family/path-relabel.js';

/** Options of the axios adapter. */
export interface AxiosOptions extends HttpClientOptions {
  /** Template of a request's path, for the method label. @default by `relabel` */
  readonly route?: (config: InternalAxiosRequestConfig) => string | undefined;
}

/**
 * Makes an operation of every request of an axios instance, over its redirects, and hands trace context and identity on.
 * Call it before other interceptors are added, so that it sees what is sent and what came back. Where `fetch` or
 * `node:http` below it are observed too, the request is one operation all the same.
 * @example
 * const stock = axios.create({ baseURL: 'http://stock' });
 * instrumentAxios(telemetry, stock, { name: 'http.stock' });
 */
export function instrumentAxios(
  telemetry: Telemetry,
  instance: AxiosInstance,
  options: AxiosOptions = {},
): () => void {
  assertTarget(
    'instrumentAxios',
    instance,
    ['request', 'getUri'],
    'what `axios.create()` returned, or `axios` itself',
  );
  const { name = 'axios', relabel, route } = options;
  const calls = createHttpClientCalls(telemetry, 'client.axios', { name, relabel });
  const open = createOpenRequests(telemetry);
  const { request, response } = instance.interceptors;
  const finish = (result: unknown, reply: AxiosResponse | undefined, end: (operation: Operation) => void) =>
    guardAdapter(telemetry, () => {
      const ended = open.take(result);
      if (ended === undefined) return;
      guardAdapter(telemetry, () => tellAxiosBodies(ended.operation.exchange, ended.config, reply));
      end(ended.operation);
      forget(telemetry, ended.config);
    });
  const requests = request.use(
    (config) => {
      guardAdapter(telemetry, () => {
        const url = new URL(instance.getUri(config), 'http://localhost');
        const operation = calls.start({
          method: (config.method ?? 'get').toUpperCase(),
          origin: url,
          path: url.pathname,
          route: route?.(config),
          header: (key) => config.headers.get(key) ?? undefined,
          setHeader: (key, value) => void config.headers.set(key, value),
        });
        if (operation === undefined) return;
        open.begin(config, operation);
        announce(telemetry, config);
      });
      return config;
    },
    null,
    { synchronous: true },
  );
  const replies = response.use(
    (reply) => {
      finish(reply, reply, (operation) => endReply(calls, operation, reply));
      return reply;
    },
    (error: unknown) => {
      const { response: reply } = (error ?? {}) as { response?: AxiosResponse };
      finish(error, reply, (operation) => {
        if (isAnswer(error, reply)) endReply(calls, operation, reply);
        else operation.fail(error, transportErrorOutcome);
      });
      return Promise.reject(error as Error);
    },
  );
  return () => {
    request.eject(requests);
    response.eject(replies);
  };
}

/** A reply that could not be read whole has a status and is a failure all the same. */
function isAnswer(error: unknown, reply: AxiosResponse | undefined): reply is AxiosResponse {
  return reply !== undefined && (reply.status >= 400 || (error as { code?: unknown }).code === undefined);
}

function endReply(calls: HttpClientCalls, operation: Operation, reply: AxiosResponse): void {
  const { status, headers, data } = (reply ?? {}) as Partial<AxiosResponse>;
  // An interceptor that came before ours may have put anything in the reply's place.
  if (typeof status !== 'number') {
    operation.end(okOutcome);
    return;
  }
  calls.answer(operation, status, (key) => (headers as Record<string, unknown> | undefined)?.[key]);
  const stream = data as { once?: unknown; readableEnded?: boolean; errored?: unknown } | null;
  if (typeof stream?.once !== 'function') {
    calls.end(operation, status);
    return;
  }
  // `responseType: 'stream'`: the request is over once its reader is.
  (stream as NodeJS.ReadableStream & { errored?: unknown }).once('close', () => {
    if (stream.readableEnded === true) calls.end(operation, status);
    else operation.fail(stream.errored ?? new Error('aborted'), transportErrorOutcome);
  });
}

/** Tells the adapters of what axios sends by that this request is one already. */
function announce({ running }: Telemetry, { headers }: InternalAxiosRequestConfig): void {
  const said = headers.get('traceparent');
  if (typeof said === 'string') running.announce(said);
}

/** One that is sent again is another operation, and must not tell of the first. */
function forget({ running }: Telemetry, config: object): void {
  const { headers } = config as Partial<InternalAxiosRequestConfig>;
  const said = headers?.get('traceparent');
  if (typeof said === 'string' && running.announced.delete(said)) headers?.delete('traceparent');
}
