import { messagingEventsTotal } from '../../catalog/messaging-metrics.js';
import { errorOutcome, okOutcome } from '../../catalog/outcome.js';
import type { Operation } from '../../operation.js';
import { injectContext } from '../../propagation.js';
import type { Telemetry } from '../../telemetry.js';
import { guardAdapter } from './guard-adapter.js';

/** Which client of a broker or queue speaks. */
export interface MessagingClient {
  /** Which adapter, e.g. `component.kafkajs`; Ego's `comp`. */
  readonly component: string;
  readonly type: (typeof messagingEventsTotal.labels.type)[number];
  /** Configured name, e.g. `kafka.orders`. */
  readonly name: string;
}

/** What can happen at a client besides sending and handling. */
export type MessagingEvent = (typeof messagingEventsTotal.labels.event)[number];

/** A line of the framework logger about an event. */
export interface EventLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Counts an event of a client, and writes a line when there is one to write. */
export type TellEvent = (event: MessagingEvent, line?: EventLine) => void;

/** Returns what counts the events of a client; a failure of it is the adapter's own. */
export function createMessagingEvents(telemetry: Telemetry, client: MessagingClient): TellEvent {
  const { component: comp, type, name } = client;
  const events = telemetry.metrics.counterFamily(messagingEventsTotal);
  return (event, line) =>
    guardAdapter(telemetry, () => {
      events.series([type, name, event]).inc();
      if (line !== undefined) {
        telemetry.logs.framework[line.level](line.message, { comp, compName: name, ...line.fields });
      }
    });
}

/** Returns the headers of a message with the context of the operation that sends it; those given stay as they are. */
export function headersWith<Headers extends object>(
  telemetry: Telemetry,
  operation: Operation,
  given: Headers | undefined,
): Headers {
  return injectContext(telemetry, { ...given } as Headers, operation.context);
}

/** Tells the content of a message to whoever wants to know. */
export function tellContent(operation: Operation, content: unknown, headers?: unknown): void {
  const { exchange } = operation;
  if (exchange?.wantsRequest !== true) return;
  const payload =
    content instanceof Uint8Array
      ? Buffer.from(
          content.buffer,
          content.byteOffset,
          Math.min(content.length, exchange.requestBytes),
        ).toString()
      : content;
  exchange.tellRequest({ payload, ...(isRecord(headers) ? { metadata: headers } : {}) });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Runs what handles a message, or adds one, as an operation; result and error are the caller's, as they were. */
export async function runAsOperation<Result>(
  operation: Operation | undefined,
  handle: () => Result | PromiseLike<Result>,
): Promise<Result> {
  if (operation === undefined) return handle();
  try {
    const result = await operation.run(handle);
    operation.end(okOutcome);
    return result;
  } catch (error) {
    operation.fail(error, errorOutcome);
    throw error;
  }
}
