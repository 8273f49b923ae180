import type { Telemetry } from '../../telemetry.js';
import type { TellEvent } from './messaging.js';

/** A client of Kafka that is being observed, and what its operations are told by. */
export interface ObservedKafka {
  readonly telemetry: Telemetry;
  /** Name of the client in metrics and logs. */
  readonly name: string;
  readonly tell: TellEvent;
  /** Brokers as configured, or the first one that was seen to answer; empty before that. */
  peer: string;
}

interface Emitter {
  on(event: string, listener: (event: { payload: { broker: string; apiName: string } }) => void): () => void;
}

/** Learns the brokers from a client's requests when nobody named them, and tells of requests that got no answer. */
export function observeRequests(
  observed: ObservedKafka,
  client: object,
  kind: 'producer' | 'consumer',
): () => void {
  const { on } = client as Emitter;
  const restores = [
    on(`${kind}.network.request_timeout`, ({ payload: { broker, apiName } }) =>
      observed.tell('timeout', {
        level: 'warn',
        message: 'a broker did not answer',
        fields: { broker, request: apiName },
      }),
    ),
  ];
  if (observed.peer === '') {
    const stop = on(`${kind}.network.request`, ({ payload: { broker } }) => {
      if (observed.peer === '') observed.peer = broker;
      stop();
    });
    restores.push(stop);
  }
  return () => {
    for (const restore of restores) restore();
  };
}

/** Facts that every operation on a topic states. */
export function kafkaFacts({ peer }: ObservedKafka, topic: string) {
  const [first = ''] = peer.split(',');
  const colon = first.lastIndexOf(':');
  return {
    component: 'component.kafkajs',
    messagingSystem: 'kafka',
    messagingDestination: topic,
    messagingDestinationKind: 'topic',
    ...(colon < 0
      ? {}
      : { serverAddress: first.slice(0, colon), serverPort: Number(first.slice(colon + 1)) }),
  };
}
