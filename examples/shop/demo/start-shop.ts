import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Collector, startCollector } from './collector.js';
import type { Servers } from './servers.js';
import { type DemoProcess, startProcess } from './start-process.js';

const compiled = new URL('..', import.meta.url);

/** Folder of the example's own files, seen from where it is compiled to. */
export const sources = fileURLToPath(new URL('../../../../examples/shop/', import.meta.url));

/** A service of the shop, as the demo knows it. */
export interface ShopService {
  readonly name: 'gateway' | 'orders' | 'fulfilment';
  readonly governor: string;
}

/** Everything the demo runs. */
export interface Shop extends Servers {
  readonly collector: Collector;
  /** Where customers come in. */
  readonly url: string;
  readonly services: readonly ShopService[];
  stop(): Promise<void>;
}

/**
 * Starts the database unless DATABASE_URL names one, Redis and Kafka where they can be had, then the services; their
 * output goes to the folder given.
 */
export async function startShop(output: string): Promise<Shop> {
  const started: DemoProcess<unknown>[] = [];
  const start = async <Ready>(module: string, env: Record<string, string> = {}): Promise<Ready> => {
    const file = join(output, `${module.replace(/\/main\.js$|^demo\/|\.js$/g, '')}.ndjson`);
    const child = await startProcess<Ready>(new URL(module, compiled), { env, output: file });
    started.unshift(child);
    return child.ready;
  };
  const collector = await startCollector();
  const stop = async () => {
    for (const child of started) await child.stop();
    collector.close();
  };
  try {
    const [database, servers] = await Promise.all([
      process.env['DATABASE_URL'] ?? start<{ url: string }>('demo/database.js'),
      start<Servers>('demo/servers.js'),
    ]);
    return { ...servers, ...(await startServices(start, { database, servers, collector })), collector, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Surroundings {
  /** A URL that was given, or a database that lives in a process of the demo. */
  readonly database: string | { readonly url: string };
  readonly servers: Servers;
  readonly collector: Collector;
}

async function startServices(
  start: <Ready>(module: string, env: Record<string, string>) => Promise<Ready>,
  { database, servers, collector }: Surroundings,
): Promise<Pick<Shop, 'url' | 'services'>> {
  const shared = {
    ...servers.env,
    ORDERS_PROTO: join(sources, 'orders/orders.proto'),
    TRICORD_TRACES_ENDPOINT: collector.url,
    TRICORD_TRACES_PROTOCOL: 'json',
    TRICORD_GOVERNOR_PORT: '0',
  };
  const isGiven = typeof database === 'string';
  const orders = await start<{ port: number; governor: string }>('orders/main.js', {
    ...shared,
    DATABASE_URL: isGiven ? database : database.url,
    ORDERS_POOL_SIZE: isGiven ? '4' : '1',
  });
  const gateway = await start<{ url: string; governor: string }>('gateway/main.js', {
    ...shared,
    ORDERS_ADDRESS: `127.0.0.1:${orders.port}`,
    ORDERS_GOVERNOR: orders.governor,
  });
  const services: ShopService[] = [
    { name: 'gateway', governor: gateway.governor },
    { name: 'orders', governor: orders.governor },
  ];
  if (servers.env['KAFKA_BROKERS'] !== undefined) {
    const { governor } = await start<{ governor: string }>('fulfilment/main.js', shared);
    services.push({ name: 'fulfilment', governor });
  }
  return { url: gateway.url, services };
}
