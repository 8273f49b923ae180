import { amqpClientPublish } from '../../catalog/messaging-operations.js';
import { errorOutcome, nackOutcome, okOutcome } from '../../catalog/outcome.js';
import { type Operation, startOperation } from '../../operation.js';
import { amqpFacts, amqpSpanName, type ObservedChannel } from './amqp-channel.js';
import { bindCallback } from './bind-callback.js';
import { guardAdapter } from './guard-adapter.js';
import { headersWith, tellContent } from './messaging.js';
import { wrapMethod } from './wrap-method.js';

type Confirm = (error: unknown, ok?: unknown) => void;
type PublishArguments = [
  exchange: string,
  routingKey: string,
  content: unknown,
  options?: { headers?: object },
  confirm?: Confirm,
];

/** Makes an operation of every message that a channel publishes; `sendToQueue` publishes too. Returns what undoes it. */
export function observePublishing(observed: ObservedChannel): () => void {
  const { telemetry, channel } = observed;
  return wrapMethod(channel, 'publish', (original) => {
    const publish = original as (...args: PublishArguments) => boolean;
    const instrumented = function (this: unknown, ...args: PublishArguments): boolean {
      let operation: Operation | undefined;
      guardAdapter(telemetry, () => (operation = startPublishing(observed, args)));
      if (operation === undefined) return Reflect.apply(publish, this, args);
      return send(operation, () => Reflect.apply(publish, this, args), channel.waitForConfirms !== undefined);
    };
    return instrumented as typeof original;
  });
}

/** Puts the context into the message's headers, and on a channel with confirms its end into the callback. */
function startPublishing(observed: ObservedChannel, args: PublishArguments): Operation {
  const { telemetry, channel, name, peer } = observed;
  const [exchange, routingKey, content, options, confirm] = args;
  const isQueue = exchange === '';
  const destination = String(isQueue ? routingKey : exchange);
  const operation = startOperation(telemetry, amqpClientPublish, {
    component: 'component.amqplib',
    name,
    method: 'publish',
    spanName: amqpSpanName('publish', destination),
    peer,
    attributes: {
      messagingOperation: 'send',
      peerService: name,
      ...amqpFacts(observed, destination, isQueue),
    },
  });
  args[3] = Object.assign({}, options, { headers: headersWith(telemetry, operation, options?.headers) });
  tellContent(operation, content, options?.headers);
  if (channel.waitForConfirms !== undefined) {
    const ending: Confirm = (error, ok) => {
      endPublishing(operation, error);
      confirm?.(error, ok);
    };
    args[4] = bindCallback(telemetry, ending);
  }
  return operation;
}

/** Without confirms nobody will ever say more than that the message was handed over. */
function send(operation: Operation, publish: () => boolean, awaitsConfirm: boolean): boolean {
  try {
    const result = operation.run(publish);
    if (!awaitsConfirm) operation.end(okOutcome);
    return result;
  } catch (error) {
    operation.fail(error, errorOutcome);
    throw error;
  }
}

function endPublishing(operation: Operation, error: unknown): void {
  if (error === null || error === undefined) operation.end(okOutcome);
  else
    operation.fail(
      error,
      error instanceof Error && error.message === 'message nacked' ? nackOutcome : errorOutcome,
    );
}
