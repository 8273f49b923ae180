import type { Telemetry } from './telemetry.js';
import type { Extras, TraceContext } from './traces/index.js';

/**
 * Where context travels: the headers of a request, of a Kafka or AMQP message (texts or Buffers, single or in arrays), a
 * `Map`, a `Headers`, or a plain object that goes along with a message to a worker thread.
 */
export type Carrier = object;

/** Who calls: the context to go on in, and the name of the service as it says itself. */
export interface Caller {
  readonly context: TraceContext;
  /** Empty when the caller does not say, or says what is no name. */
  readonly peer: string;
}

type Get = (key: string) => unknown;
type Set = (key: string, value: string) => void;

/** What is no name of a service becomes no label, no field and no attribute. */
const serviceName = /^\w[\w.-]{0,127}$/;

/** Longest header that is read, in bytes; W3C baggage may have as many. */
const longestHeader = 8192;

/** Reads the context and the identity of a caller; never throws, and what breaks a grammar is as good as absent. */
export function readCaller(telemetry: Pick<Telemetry, 'traces' | 'conventions'>, get: Get): Caller {
  const context = telemetry.traces.extract((key) => textOf(get, key));
  const peer = textOf(get, telemetry.conventions.identity.appHeader) ?? '';
  return { context, peer: serviceName.test(peer) ? peer : '' };
}

/** Tells a callee the context and the identity of this service. */
export function tellCallee(
  telemetry: Pick<Telemetry, 'traces' | 'conventions' | 'settings'>,
  context: TraceContext,
  set: Set,
): void {
  telemetry.traces.inject(context, set);
  set(telemetry.conventions.identity.appHeader, telemetry.settings.service.name);
}

/**
 * Writes trace context, extra keys and identity into a carrier and returns it; the active context by default.
 * @example
 * producer.send({ topic, messages: [{ value, headers: injectContext(telemetry) }] });
 * worker.postMessage({ task, carrier: injectContext(telemetry) });
 */
export function injectContext<Target extends Carrier = Record<string, string>>(
  telemetry: Telemetry,
  carrier: Target = {} as Target,
  context: TraceContext = telemetry.traces.active(),
): Target {
  const write = (carrier as { set?: unknown }).set;
  tellCallee(telemetry, context, (key, value) => {
    if (typeof write === 'function') write.call(carrier, key, value);
    else Object.defineProperty(carrier, key, { value, writable: true, enumerable: true, configurable: true });
  });
  return carrier;
}

/**
 * Reads the caller of a carrier, which may hold anything.
 * @example
 * const { context } = extractContext(telemetry, message.headers);
 * telemetry.traces.run(context, () => handle(message));
 */
export function extractContext(telemetry: Telemetry, carrier: Carrier | undefined | null): Caller {
  return readCaller(telemetry, (key) => {
    if (carrier === undefined || carrier === null) return undefined;
    const read = (carrier as { get?: unknown }).get;
    if (typeof read === 'function') return read.call(carrier, key) as unknown;
    return Object.hasOwn(carrier, key) ? (carrier as Record<string, unknown>)[key] : undefined;
  });
}

/**
 * Runs a function with extra keys that travel on with everything it calls, e.g. `{ 'x-tenant': '7' }`; those that the
 * settings do not list, and values beyond 256 characters of visible ASCII, stay behind.
 */
export function withExtras<Result>(telemetry: Telemetry, extras: Extras, fn: () => Result): Result {
  const { traces } = telemetry;
  return traces.run(traces.withExtras(traces.active(), extras), fn);
}

/**
 * Binds a callback, or all listeners of an EventEmitter or stream added from now on, to the active context, for those that
 * are called from elsewhere: a pool, a socket shared by requests.
 */
export function bindContext<Target extends object>(telemetry: Telemetry, target: Target): Target {
  return telemetry.traces.bind(telemetry.traces.active(), target);
}

/** One text; a header that came twice says nothing. */
function textOf(get: Get, key: string): string | undefined {
  try {
    let value = get(key);
    if (Array.isArray(value)) value = value.length === 1 ? (value[0] as unknown) : undefined;
    if (value instanceof Uint8Array && value.length <= longestHeader)
      return Buffer.from(value).toString('latin1');
    return typeof value === 'string' && value.length <= longestHeader ? value : undefined;
  } catch {
    return undefined;
  }
}
