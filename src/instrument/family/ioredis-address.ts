import type { Cluster, Redis } from 'ioredis';
import type { RedisAddress } from './redis.js';

interface AddressOptions {
  readonly host?: string;
  readonly port?: number;
  readonly path?: string | null;
  readonly db?: number;
  readonly sentinels?: readonly { host?: string; port?: number }[] | null;
}

/** Reads where a client connects to: node by node for a cluster, the sentinels for a group they watch. */
export function readIoredisAddress(client: Redis | Cluster): RedisAddress {
  if (client.isCluster) {
    const nodes = (client as Cluster).nodes('all').map(({ options }) => `${options.host}:${options.port}`);
    return joined(nodes, 0);
  }
  const { host = 'localhost', port = 6379, path, db = 0, sentinels } = client.options as AddressOptions;
  if (sentinels != null)
    return joined(
      sentinels.map((node) => `${node.host ?? ''}:${node.port ?? 26379}`),
      db,
    );
  if (path != null) return { peer: path, host: path, port: 0, database: db };
  return { peer: `${host}:${port}`, host, port, database: db };
}

function joined(nodes: readonly string[], database: number): RedisAddress {
  const [first = ''] = nodes;
  const colon = first.lastIndexOf(':');
  return {
    peer: nodes.slice().sort().join(','),
    host: first.slice(0, colon),
    port: Number(first.slice(colon + 1)),
    database,
  };
}
