import type { ConsumeMessage, GetMessage, Message } from 'amqplib';
import { amqpClientConsume } from '../../catalog/messaging-operations.js';
import { emptyOutcome, errorOutcome, nackOutcome, okOutcome, type Outcome } from '../../catalog/outcome.js';
import { type Operation, type OperationStart, startOperation } from '../../operation.js';
import { extractContext } from '../../propagation.js';
import { amqpFacts, amqpSpanName, type ObservedChannel } from './amqp-channel.js';
import type { Deliveries } from './amqp-deliveries.js';
import { bindCallback } from './bind-callback.js';
import { guardAdapter } from './guard-adapter.js';
import { tellContent } from './messaging.js';
import { wrapMethod } from './wrap-method.js';

type OnMessage = (message: ConsumeMessage | null) => unknown;
type Call = (...args: unknown[]) => unknown;

/** Makes an operation of the handling of every message that a channel delivers; returns what undoes it. */
export function observeConsuming(observed: ObservedChannel, deliveries: Deliveries): () => void {
  const { channel } = observed;
  const wrap = (method: 'consume' | 'get', change: (call: Call) => Call) =>
    wrapMethod(channel, method, (original) => change(original as unknown as Call) as never);
  const restores = [
    wrap('consume', (consume) => (...args) => {
      const [queue, onMessage, options] = args as [string, OnMessage, { noAck?: boolean } | undefined];
      const noAck = options?.noAck === true;
      if (typeof onMessage === 'function') {
        args[1] = (message: ConsumeMessage | null) =>
          deliver(observed, deliveries, { queue: String(queue), onMessage, noAck }, message);
      }
      return Reflect.apply(consume, channel, args);
    }),
    wrap(
      'get',
      (get) =>
        (...args) =>
          observeGet(observed, get, args),
    ),
    ...observeAnswers(observed, deliveries),
  ];
  return () => {
    for (const restore of restores) restore();
  };
}

interface Consumer {
  readonly queue: string;
  readonly onMessage: OnMessage;
  readonly noAck: boolean;
}

function deliver(
  observed: ObservedChannel,
  deliveries: Deliveries,
  { queue, onMessage, noAck }: Consumer,
  message: ConsumeMessage | null,
): unknown {
  if (message === null) {
    const fields = { queue };
    observed.tell('cancel', { level: 'warn', message: 'the broker cancelled a consumer', fields });
    return onMessage(null);
  }
  let operation: Operation | undefined;
  guardAdapter(observed.telemetry, () => {
    if (message.fields.redelivered) observed.tell('retry');
    operation = startHandling(observed, queue, message);
  });
  if (operation === undefined) return onMessage(message);
  return deliveries.handle(message.fields.deliveryTag, operation, !noAck, () => onMessage(message));
}

function startHandling(observed: ObservedChannel, queue: string, message: ConsumeMessage): Operation {
  const { telemetry } = observed;
  const { context: parent, peer } = extractContext(telemetry, message.properties.headers);
  const start = describe(observed, queue, 'consume', 'process');
  const attributes = Object.assign({}, start.attributes, peer === '' ? {} : { peerService: peer });
  const operation = startOperation(
    telemetry,
    amqpClientConsume,
    Object.assign({}, start, { parent, attributes }),
  );
  tellContent(operation, message.content, message.properties.headers);
  return operation;
}

function describe(observed: ObservedChannel, queue: string, method: string, verb: string): OperationStart {
  return {
    component: 'component.amqplib',
    name: observed.name,
    method,
    spanName: amqpSpanName(verb, queue),
    peer: observed.peer,
    attributes: { messagingOperation: verb, ...amqpFacts(observed, queue, true) },
  };
}

/** A message that is asked for: what its asker does with it is the asker's own operation. */
function observeGet(observed: ObservedChannel, get: Call, args: unknown[]): unknown {
  const { telemetry, channel } = observed;
  const queue = String(args[0]);
  let operation: Operation | undefined;
  guardAdapter(telemetry, () => {
    operation = startOperation(telemetry, amqpClientConsume, describe(observed, queue, 'get', 'receive'));
  });
  if (operation === undefined) return Reflect.apply(get, channel, args);
  const started = operation;
  const end = (error: unknown, message?: GetMessage | false): void => {
    if (error !== null && error !== undefined) started.fail(error, errorOutcome);
    else started.end(message === false ? emptyOutcome : okOutcome);
  };
  const callback = args.at(-1);
  if (typeof callback === 'function') {
    const bound = (error: unknown, message?: GetMessage | false): unknown => {
      end(error, message);
      return Reflect.apply(callback, undefined, [error, message]);
    };
    args[args.length - 1] = bindCallback(telemetry, bound);
  }
  try {
    const result = started.run(() => Reflect.apply(get, channel, args));
    if (typeof callback === 'function') return result;
    return (result as Promise<GetMessage | false>).then(
      (message) => (end(null, message), message),
      (error: unknown) => {
        end(error);
        throw error;
      },
    );
  } catch (error) {
    end(error);
    throw error;
  }
}

/** How each method of a channel answers messages. */
const answers = {
  ack: okOutcome,
  ackAll: okOutcome,
  nack: nackOutcome,
  nackAll: nackOutcome,
  reject: nackOutcome,
} as const satisfies Record<string, Outcome>;

function observeAnswers({ telemetry, channel }: ObservedChannel, deliveries: Deliveries): (() => void)[] {
  return (Object.keys(answers) as (keyof typeof answers)[]).map((method) =>
    wrapMethod(channel, method, (original) => {
      const answer = original as unknown as Call;
      const instrumented = (...args: unknown[]): unknown => {
        const result = Reflect.apply(answer, channel, args);
        guardAdapter(telemetry, () => {
          const isForAll = method === 'ackAll' || method === 'nackAll';
          const tag = isForAll ? 0 : (args[0] as Message).fields.deliveryTag;
          const isForAllUpTo = isForAll || (method !== 'reject' && args[1] === true);
          deliveries.answer(tag, isForAllUpTo, answers[method]);
        });
        return result;
      };
      return instrumented as never;
    }),
  );
}
