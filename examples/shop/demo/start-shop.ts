import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Collector, startCollector } from './collector.js';
import { type DemoProcess, startProcess } from './start-process.js';

const compiled = new URL('..', import.meta.url);

/** Folder of the example's own files, seen from where it is compiled to. */
export const sources = fileURLToPath(new URL('../../../../examples/shop/', import.meta.url));

/** Everything the demo runs. */
export interface Shop {
  readonly collector: Collector;
  readonly gateway: { readonly url: string; readonly governor: string };
  readonly orders: { readonly governor: string };
  stop(): Promise<void>;
}

/** Starts the database unless DATABASE_URL names one, then orders and gateway; their output goes to the folder given. */
export async function startShop(output: string): Promise<Shop> {
  const started: DemoProcess<unknown>[] = [];
  const start = async <Ready>(module: string, env: Record<string, string> = {}): Promise<Ready> => {
    const file = join(output, `${module.split('/')[0]}.ndjson`);
    const child = await startProcess<Ready>(new URL(module, compiled), { env, output: file });
    started.unshift(child);
    return child.ready;
  };
  const collector = await startCollector();
  const stop = async () => {
    for (const child of started) await child.stop();
    collector.close();
  };
  const shared = {
    ORDERS_PROTO: join(sources, 'orders/orders.proto'),
    TRICORD_TRACES_ENDPOINT: collector.url,
    TRICORD_TRACES_PROTOCOL: 'json',
    TRICORD_GOVERNOR_PORT: '0',
  };
  try {
    const embedded = process.env['DATABASE_URL'] === undefined;
    const database = embedded
      ? (await start<{ url: string }>('demo/database.js')).url
      : process.env['DATABASE_URL'];
    const orders = await start<{ port: number; governor: string }>('orders/main.js', {
      ...shared,
      DATABASE_URL: database ?? '',
      ORDERS_POOL_SIZE: embedded ? '1' : '4',
    });
    const gateway = await start<{ url: string; governor: string }>('gateway/main.js', {
      ...shared,
      ORDERS_ADDRESS: `127.0.0.1:${orders.port}`,
      ORDERS_GOVERNOR: orders.governor,
    });
    return { collector, gateway, orders, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
