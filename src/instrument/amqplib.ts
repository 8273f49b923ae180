import { errorMonitor } from 'node:events';
import type { ChannelModel, RecoveringChannelModel } from 'amqplib';
import type { Connection } from 'amqplib/callback_api';
import { clientStatsGauge } from '../catalog/client-metrics.js';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { type AmqpChannel, readAmqpPeer } from './family/amqp-channel.js';
import { observeConsuming } from './family/amqp-consume.js';
import { createDeliveries, type Deliveries } from './family/amqp-deliveries.js';
import { observePublishing } from './family/amqp-publish.js';
import { createMessagingEvents, type TellEvent } from './family/messaging.js';
import { wrapMethod } from './family/wrap-method.js';

/** Options of the AMQP adapter. */
export interface AmqplibOptions {
  /** Name of the client in metrics and logs, e.g. `amqp.orders`. @default 'amqp' */
  readonly name?: string;
}

type AmqpConnection = ChannelModel | RecoveringChannelModel | Connection;

/**
 * Makes operations of the messages that the channels of an amqplib connection publish and handle, of channels that are
 * made from now on: a message is published when the broker confirms it, where it does, and handled when its handler is
 * done and it is acknowledged. Contents are told only to operators who ask. Returns what detaches it.
 * @example
 * const connection = await amqp.connect(url);
 * instrumentAmqplib(telemetry, connection, { name: 'amqp.orders' });
 */
export function instrumentAmqplib(
  telemetry: Telemetry,
  connection: AmqpConnection,
  options: AmqplibOptions = {},
): () => void {
  assertTarget(
    'instrumentAmqplib',
    connection,
    ['createChannel', 'on'],
    'the connection that `connect()` of amqplib resolved to',
  );
  const { name = 'amqp' } = options;
  const tell = createMessagingEvents(telemetry, { component: 'component.amqplib', type: 'amqp', name });
  const open = new Map<AmqpChannel, ObservedState>();
  const observe = (channel: AmqpChannel): void => {
    if (open.has(channel)) return;
    const state = observeChannel(telemetry, channel, name, tell);
    open.set(channel, state);
    channel.on('close', () => open.delete(channel));
  };
  const unobserve = telemetry.metrics.observe(clientStatsGauge, () => [
    [['amqp', name, 'channels_active'], open.size],
    [['amqp', name, 'in_use'], [...open.values()].reduce((sum, { deliveries }) => sum + deliveries.size, 0)],
  ]);
  // A connection that is lost is never the same again: whoever makes another one has that observed.
  (connection as ChannelModel).once('close', unobserve);
  const restores = [
    wrapChannelMaker(connection, 'createChannel', observe),
    wrapChannelMaker(connection, 'createConfirmChannel', observe),
    observeConnection(connection, tell),
    unobserve,
    () => void (connection as ChannelModel).off('close', unobserve),
  ];
  return () => {
    for (const restore of restores) restore();
    for (const { restore } of open.values()) restore();
    open.clear();
  };
}

interface ObservedState {
  readonly deliveries: Deliveries;
  restore(): void;
}

function observeChannel(
  telemetry: Telemetry,
  channel: AmqpChannel,
  name: string,
  tell: TellEvent,
): ObservedState {
  const deliveries = createDeliveries();
  const observed = { telemetry, channel, name, peer: readAmqpPeer(channel), tell };
  const restores = [observePublishing(observed), observeConsuming(observed, deliveries)];
  const onReturn = (): void => tell('return', { level: 'warn', message: 'a message found no queue' });
  const onError = (error: Error): void =>
    tell('crash', { level: 'error', message: 'a channel failed', fields: { error } });
  channel.on('close', deliveries.close);
  channel.on('return', onReturn);
  // Sees an error without being the listener that keeps it from being thrown.
  channel.on(errorMonitor as unknown as string, onError);
  return {
    deliveries,
    restore() {
      for (const restore of restores) restore();
      channel.off('return', onReturn);
      channel.off(errorMonitor as unknown as string, onError);
    },
  };
}

/** Has what makes channels tell of each, by promise or by callback. */
function wrapChannelMaker(
  connection: AmqpConnection,
  method: 'createChannel' | 'createConfirmChannel',
  observe: (channel: AmqpChannel) => void,
): () => void {
  const target = connection as unknown as Record<typeof method, (...args: unknown[]) => unknown>;
  return wrapMethod(target, method, (make) => {
    return function (this: unknown, ...args) {
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        args[args.length - 1] = (error: unknown, channel?: AmqpChannel) => {
          if (channel !== undefined && channel !== null) observe(channel);
          return Reflect.apply(callback, undefined, [error, channel]) as unknown;
        };
        return Reflect.apply(make, this, args);
      }
      return (Reflect.apply(make, this, args) as Promise<AmqpChannel>).then((channel) => {
        observe(channel);
        return channel;
      });
    };
  });
}

function observeConnection(connection: AmqpConnection, tell: TellEvent): () => void {
  // A recovering connection says `disconnect`, any other one `close`, with an error unless it was asked to close.
  const onLost = (error?: Error): void => {
    if (error === undefined || error === null) return;
    tell('disconnect', { level: 'warn', message: 'the broker is lost', fields: { error } });
  };
  const onBlocked = (reason: unknown): void =>
    tell('block', {
      level: 'warn',
      message: 'the broker takes no messages',
      fields: { reason: String(reason) },
    });
  const emitter = connection as ChannelModel;
  emitter.on('close', onLost);
  emitter.on('disconnect', onLost);
  emitter.on('blocked', onBlocked);
  return () => {
    emitter.off('close', onLost);
    emitter.off('disconnect', onLost);
    emitter.off('blocked', onBlocked);
  };
}
