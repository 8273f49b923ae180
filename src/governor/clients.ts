import { clientStartedTotal, clientStatsGauge } from '../catalog/client-metrics.js';
import { fullName } from '../catalog/define-metric.js';
import type { ChannelState } from '../client-book.js';
import type { AnyMetric } from '../metrics/index.js';
import type { Telemetry } from '../telemetry.js';

/** A client of the service, as its own metrics tell. */
export interface ClientState {
  readonly type: string;
  readonly name: string;
  /** Addresses it called, with the calls begun. */
  readonly peers: Readonly<Record<string, number>>;
  /** State of its connections, when it keeps any. */
  readonly pool: Readonly<Record<string, number>>;
  /** Its channels and the addresses their names were resolved to, when its library tells them. */
  readonly channels: readonly ChannelState[];
}

type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

/** Reads the clients that were used or have pools; `type` keeps those of one of Ego's types. */
export async function readClients(telemetry: Telemetry, type?: string): Promise<readonly ClientState[]> {
  const clients = new Map<
    string,
    { type: string; name: string; peers: Map<string, number>; pool: Map<string, number> }
  >();
  const clientOf = ({ labels }: Sample) => {
    const key = JSON.stringify([labels['type'], labels['name']]);
    const fresh = {
      type: labels['type'] ?? '',
      name: labels['name'] ?? '',
      peers: new Map(),
      pool: new Map(),
    };
    const client = clients.get(key) ?? fresh;
    clients.set(key, client);
    return client;
  };
  for (const sample of await readSamples(telemetry, clientStartedTotal)) {
    const { peers } = clientOf(sample);
    const peer = sample.labels['peer'] ?? '';
    peers.set(peer, (peers.get(peer) ?? 0) + sample.value);
  }
  for (const sample of await readSamples(telemetry, clientStatsGauge)) {
    clientOf(sample).pool.set(sample.labels['index'] ?? '', sample.value);
  }
  const channels = telemetry.clients.read();
  for (const name of channels.keys()) {
    const isKnown = [...clients.values()].some((client) => client.name === name);
    if (!isKnown) clientOf({ labels: { type: 'unary', name }, value: 0 });
  }
  return [...clients.values()]
    .filter((client) => type === undefined || client.type === type)
    .map(({ peers, pool, ...client }) => ({
      ...client,
      peers: Object.fromEntries(peers),
      pool: Object.fromEntries(pool),
      channels: channels.get(client.name) ?? [],
    }));
}

async function readSamples(
  { metrics, conventions }: Telemetry,
  metric: AnyMetric,
): Promise<readonly Sample[]> {
  const found = metrics.registry.getSingleMetric(fullName(metric, conventions));
  const { values = [] } =
    (await (found as { get?: () => Promise<{ values?: Sample[] }> } | undefined)?.get?.()) ?? {};
  return values;
}
