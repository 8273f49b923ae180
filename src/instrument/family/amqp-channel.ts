import type { Channel, ConfirmChannel, Message } from 'amqplib';
import type { Telemetry } from '../../telemetry.js';
import type { TellEvent } from './messaging.js';

/** A channel of amqplib, of its promise or its callback API. */
export type AmqpChannel = Pick<
  Channel,
  'publish' | 'consume' | 'get' | 'ack' | 'ackAll' | 'nack' | 'nackAll' | 'reject' | 'on' | 'off'
> &
  Partial<Pick<ConfirmChannel, 'waitForConfirms'>>;

/** A channel that is being observed, and what its operations are told by. */
export interface ObservedChannel {
  readonly telemetry: Telemetry;
  readonly channel: AmqpChannel;
  /** Name of the client in metrics and logs. */
  readonly name: string;
  /** `host:port` of the broker. */
  readonly peer: string;
  readonly tell: TellEvent;
}

/** Returns `host:port` of the broker that a channel is connected to; a Unix socket has none. */
export function readAmqpPeer(channel: unknown): string {
  const { connection } = channel as {
    connection?: { stream?: { remoteAddress?: string; remotePort?: number } };
  };
  const { remoteAddress, remotePort } = connection?.stream ?? {};
  return remoteAddress === undefined ? '' : `${remoteAddress}:${remotePort ?? 5672}`;
}

/** Facts that every operation of a channel states. */
export function amqpFacts({ peer }: ObservedChannel, destination: string, isQueue: boolean) {
  const colon = peer.lastIndexOf(':');
  return {
    component: 'component.amqplib',
    messagingSystem: 'rabbitmq',
    messagingDestination: destination,
    messagingDestinationKind: isQueue ? 'queue' : 'topic',
    ...(colon < 0 ? {} : { serverAddress: peer.slice(0, colon), serverPort: Number(peer.slice(colon + 1)) }),
  };
}

/** Queues that the broker names live as long as a connection; a span is not called by them. */
export function amqpSpanName(verb: string, destination: string): string {
  return `${verb} ${destination === '' || destination.startsWith('amq.') ? '(temporary)' : destination}`;
}

/** The exchange that a message was published to, or the queue when it was none. */
export function destinationOf({ fields }: Pick<Message, 'fields'>): string {
  return fields.exchange === '' ? fields.routingKey : fields.exchange;
}
