import type { MongoClient } from 'mongodb';
import { clientStatsGauge } from '../../catalog/client-metrics.js';
import type { Telemetry } from '../../telemetry.js';
import { guardAdapter } from './guard-adapter.js';
import { createPoolWaits } from './pool-waits.js';

interface PoolEvent {
  readonly address: string;
  readonly options?: { readonly maxPoolSize?: number };
}

/** States the figures of a client's pools, one a server, as one pool under Ego's indices; returns what ends that. */
export function observeMongoPools(telemetry: Telemetry, client: MongoClient, name: string): () => void {
  const limits = new Map<string, number>();
  const waits = createPoolWaits();
  const begun: (() => void)[] = [];
  const now = { open: 0, used: 0 };
  const listeners: Readonly<Record<string, (event: PoolEvent) => void>> = {
    connectionPoolCreated: ({ address, options }) => void limits.set(address, options?.maxPoolSize ?? 100),
    connectionPoolClosed: ({ address }) => void limits.delete(address),
    connectionCreated: () => void now.open++,
    connectionClosed: () => void now.open--,
    connectionCheckOutStarted: () => void begun.push(waits.begin()),
    connectionCheckOutFailed: () => begun.shift()?.(),
    connectionCheckedOut: () => {
      now.used++;
      begun.shift()?.();
    },
    connectionCheckedIn: () => void now.used--,
  };
  const detachers = Object.entries(listeners).map(([event, listener]) => {
    const onEvent = (message: PoolEvent) => guardAdapter(telemetry, () => listener(message));
    client.on(event as 'connectionCreated', onEvent as never);
    return () => client.off(event as 'connectionCreated', onEvent as never);
  });
  const unobserve = telemetry.metrics.observe(clientStatsGauge, () => {
    const figures = {
      max_open_connections: [...limits.values()].reduce((sum, limit) => sum + limit, 0),
      open_connections: now.open,
      in_use: now.used,
      idle: now.open - now.used,
      waiting: begun.length,
      wait_count: waits.count,
      wait_duration: waits.seconds,
    };
    return Object.entries(figures).map(([index, value]) => [['mongo', name, index], value] as const);
  });
  return () => {
    for (const detach of detachers) detach();
    unobserve();
  };
}
