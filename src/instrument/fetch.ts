import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { httpOutcome, transportErrorOutcome } from '../catalog/outcome.js';
import type { Operation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';
import { guardAdapter } from './family/guard-adapter.js';
import { type FetchBodies, type FetchExchange, keepFetchBodies } from './family/fetch-bodies.js';
import { createHttpClientCalls, type HttpClientOptions } from './family/http-client-calls.js';

export { assertOk } from './family/assert-ok.js';
export type { PathRelabel } from './family/path-relabel.js';

/** Options of the fetch adapter. */
export interface FetchOptions extends HttpClientOptions {
  /** Template of a request's path, for the method label. @default by `relabel` */
  readonly route?: (request: FetchRequest) => string | undefined;
}

/** A request as undici publishes it. */
export interface FetchRequest extends FetchExchange {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  /** The protocol an upgrade asks for; such a request publishes no end. */
  readonly upgrade?: unknown;
  addHeader(name: string, value: string): unknown;
}

interface Run {
  readonly operation: Operation;
  status: number;
  readonly bodies: FetchBodies | undefined;
}

/**
 * Makes an operation of every request that `fetch` (and undici 7) sends from this process, and hands trace context and
 * identity on. It listens to undici's own diagnostics channels, so it works whatever was imported first.
 */
export function instrumentFetch(telemetry: Telemetry, options: FetchOptions = {}): () => void {
  const { name = 'fetch', relabel, route } = options;
  const calls = createHttpClientCalls(telemetry, 'client.fetch', { name, relabel });
  const running = new WeakMap<object, Run>();
  const listeners: Record<string, (message: { request: FetchRequest } & Record<string, unknown>) => void> = {
    'undici:request:create': ({ request }) => {
      if (request.upgrade != null) return;
      const operation = calls.start({
        method: request.method,
        origin: new URL(request.origin),
        path: request.path,
        route: route?.(request),
        header: (key) => readHeader(request, key),
        setHeader: (key, value) => void request.addHeader(key, value),
      });
      if (operation === undefined) return;
      const { exchange } = operation;
      const bodies = exchange && keepFetchBodies(exchange, request);
      running.set(request, { operation, status: 0, bodies });
    },
    'undici:request:headers': ({ request, response }) => {
      const run = running.get(request);
      if (run === undefined) return;
      const { statusCode, headers } = response as { statusCode: number; headers: readonly Buffer[] };
      run.status = statusCode;
      run.bodies?.replied(headers);
      calls.answer(run.operation, statusCode, (key) => valueOf(headers, key));
      // An upgraded connection has no trailers; the request is over when the protocol changes.
      if (run.status === 101) run.operation.end(httpOutcome(101));
    },
    'undici:request:trailers': ({ request }) => {
      const run = running.get(request);
      run?.bodies?.tell();
      if (run !== undefined) calls.end(run.operation, run.status);
    },
    'undici:request:error': ({ request, error }) => {
      const run = running.get(request);
      run?.bodies?.tell();
      run?.operation.fail(error, transportErrorOutcome);
    },
  };
  const guarded = Object.entries(listeners).map(([channel, listener]) => {
    const onMessage = (message: unknown) => {
      guardAdapter(telemetry, () => listener(message as Parameters<typeof listener>[0]));
    };
    subscribe(channel, onMessage);
    return () => unsubscribe(channel, onMessage);
  });
  return () => guarded.forEach((detach) => detach());
}

/** Twice the same header would be joined, and read by nobody. */
function readHeader({ headers }: FetchRequest, key: string): string | undefined {
  if (typeof headers !== 'string') return headers === undefined ? undefined : valueOf(headers, key);
  const lines = headers.split('\r\n');
  const line = lines.find((text) => text.toLowerCase().startsWith(`${key}:`));
  return line?.slice(key.length + 1).trim();
}

function valueOf(headers: readonly unknown[], key: string): string | undefined {
  const at = headers.findIndex((name, i) => i % 2 === 0 && String(name).toLowerCase() === key);
  return at < 0 ? undefined : String(headers[at + 1]);
}
