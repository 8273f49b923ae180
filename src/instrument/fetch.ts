import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { httpClientRequest } from '../catalog/http-operations.js';
import type { AttributeValues } from '../catalog/attributes.js';
import { httpOutcome, transportErrorOutcome } from '../catalog/outcome.js';
import { type Operation, startOperation } from '../operation.js';
import { tellCallee } from '../propagation.js';
import { isBizCode } from '../status/index.js';
import type { Telemetry } from '../telemetry.js';
import { guardAdapter } from './family/guard-adapter.js';
import { knownMethod, methodLabel, templatePath } from './family/http.js';

export { assertOk } from './family/assert-ok.js';

/** Options of the fetch adapter. */
export interface FetchOptions {
  /** Name of the client in metrics and logs. @default 'fetch' */
  readonly name?: string;
  /** Template of a request's path, for the method label. @default ids in the path become `:id` */
  readonly route?: (request: FetchRequest) => string | undefined;
}

/** A request as undici publishes it. */
export interface FetchRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  /** Names and values by turns, or their text. */
  readonly headers?: string | readonly unknown[];
  /** The protocol an upgrade asks for; such a request publishes no end. */
  readonly upgrade?: unknown;
  addHeader(name: string, value: string): unknown;
}

/**
 * Makes an operation of every request that `fetch` (and undici 7) sends from this process, and hands trace context and
 * identity on. It listens to undici's own diagnostics channels, so it works whatever was imported first.
 */
export function instrumentFetch(telemetry: Telemetry, options: FetchOptions = {}): () => void {
  const running = new WeakMap<object, { operation: Operation; status: number }>();
  const listeners: Record<string, (message: { request: FetchRequest } & Record<string, unknown>) => void> = {
    'undici:request:create': ({ request }) => {
      if (request.upgrade != null) return;
      running.set(request, { operation: startRequest(telemetry, request, options), status: 0 });
    },
    'undici:request:headers': ({ request, response }) => {
      const run = running.get(request);
      if (run === undefined) return;
      const { statusCode, headers } = response as { statusCode: number; headers: readonly Buffer[] };
      run.status = statusCode;
      if (statusCode >= 400) run.operation.set(describeRefusal(telemetry, statusCode, headers));
      // An upgraded connection has no trailers; the request is over when the protocol changes.
      if (run.status === 101) run.operation.end(httpOutcome(101));
    },
    'undici:request:trailers': ({ request }) => {
      const run = running.get(request);
      run?.operation.set({ httpStatusCode: run.status });
      run?.operation.end(httpOutcome(run.status));
    },
    'undici:request:error': ({ request, error }) =>
      running.get(request)?.operation.fail(error, transportErrorOutcome),
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

function startRequest(telemetry: Telemetry, request: FetchRequest, options: FetchOptions): Operation {
  const { name = 'fetch', route = ({ path }: FetchRequest) => templatePath(path) } = options;
  const origin = new URL(request.origin);
  const operation = startOperation(telemetry, httpClientRequest, {
    component: 'client.fetch',
    name,
    method: methodLabel(request.method, route(request)),
    spanName: knownMethod(request.method),
    peer: origin.host,
    attributes: {
      component: 'client.fetch',
      httpMethod: knownMethod(request.method),
      urlFull: origin.origin + (request.path.split('?')[0] ?? ''),
      serverAddress: origin.hostname,
      serverPort: Number(origin.port) || (origin.protocol === 'https:' ? 443 : 80),
      peerService: name,
    },
  });
  const add = (key: string, value: string) => {
    if (!hasHeader(request, key)) request.addHeader(key, value);
  };
  tellCallee(telemetry, operation.context, add);
  return operation;
}

/** The body is the caller's; the business code stands in a header too. */
function describeRefusal(telemetry: Telemetry, status: number, headers: readonly Buffer[]): AttributeValues {
  const { bizCodeHeader } = telemetry.conventions.identity;
  const at = headers.findIndex((name, i) => i % 2 === 0 && String(name).toLowerCase() === bizCodeHeader);
  const bizCode = at < 0 ? undefined : Number(headers[at + 1]);
  return { errorType: String(status), ...(isBizCode(bizCode) ? { bizCode } : {}) };
}

/** What the caller set itself stays; twice the same header would be joined, and read by nobody. */
function hasHeader({ headers }: FetchRequest, key: string): boolean {
  if (typeof headers === 'string') return headers.toLowerCase().includes(`${key}:`);
  return headers?.some((name, i) => i % 2 === 0 && String(name).toLowerCase() === key) ?? false;
}
