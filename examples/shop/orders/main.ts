import * as grpc from '@grpc/grpc-js';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { createGovernor, createTelemetry, shutdownWithProcess } from 'tricord';
import { grpcHandlers, grpcServerInterceptor } from 'tricord/grpc';
import { instrumentIoredis } from 'tricord/ioredis';
import { instrumentKafkajs } from 'tricord/kafkajs';
import { assertPgReachable, instrumentPg } from 'tricord/pg';
import { loadOrders, type Order } from './load-orders.js';
import { orderSize, ordersCreated, warehouseUsed } from './metrics.js';
import { cacheOrders } from './order-cache.js';
import { createOrderEvents, type OrderEvents } from './order-events.js';
import { createOrderStore } from './order-store.js';

const telemetry = createTelemetry({ service: { name: 'shop-orders', version: '1.4.2' } });
const { log, metrics } = telemetry;
const created = metrics.counter(ordersCreated);
const size = metrics.histogram(orderSize);
metrics.gauge(warehouseUsed).set(0.4);

const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  max: Number(process.env['ORDERS_POOL_SIZE'] ?? 4),
  connectionTimeoutMillis: 3000,
});
instrumentPg(telemetry, pool, { name: 'pg.orders' });
await assertPgReachable(pool, 'pg.orders');

const { REDIS_URL, KAFKA_BROKERS } = process.env;
const database = await createOrderStore(pool);
const store = REDIS_URL ? cacheOrders(database, connectCache(REDIS_URL)) : database;
const events = KAFKA_BROKERS ? await connectEvents(KAFKA_BROKERS.split(',')) : undefined;

const Orders = loadOrders(process.env['ORDERS_PROTO'] ?? 'orders.proto');
const server = new grpc.Server({ interceptors: [grpcServerInterceptor(telemetry, grpc)] });
/** What a handler needs of a call. */
type Call<Request> = Pick<grpc.ServerUnaryCall<Request, unknown>, 'request'>;

const handlers = {
  getOrder: ({ request }: Call<{ id: number }>) => store.find(request.id),
  async createOrder({ request: { product, quantity } }: Call<Omit<Order, 'id'>>) {
    const order = await store.create(product, quantity);
    created.inc({ product: product === 'book' || product === 'lamp' ? product : 'other' });
    size.observe(JSON.stringify(order).length);
    log.info('order stored', { orderId: order.id, product, quantity });
    await events?.stored(order);
    return order;
  },
  report: ({ request }: Call<{ period: string }>) => store.report(request.period),
};
server.addService(Orders.service, grpcHandlers(handlers));

const port = await new Promise<number>((resolve, reject) => {
  const address = process.env['ORDERS_ADDRESS'] ?? '127.0.0.1:0';
  server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error, bound) => {
    if (error === null) resolve(bound);
    else reject(error);
  });
});
const governor = await createGovernor(telemetry, {
  readiness: { database: async () => (await pool.query('select 1')).rowCount === 1 },
});
telemetry.onShutdown(() => new Promise<void>((resolve) => server.tryShutdown(() => resolve())));
telemetry.onShutdown(() => pool.end());
shutdownWithProcess(telemetry);
// When the demo that started this process is gone, nobody else will stop it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
log.info('orders started', { port });
process.send?.({ ready: { port, governor: governor.url } });

function connectCache(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  redis.on('error', (error) => log.warn('the cache is away', { error }));
  instrumentIoredis(telemetry, redis, { name: 'redis.orders' });
  telemetry.onShutdown(async () => void (await redis.quit()));
  return redis;
}

async function connectEvents(brokers: string[]): Promise<OrderEvents> {
  const kafka = new Kafka({ brokers, clientId: 'shop-orders', logLevel: logLevel.NOTHING });
  instrumentKafkajs(telemetry, kafka, { name: 'kafka.orders', brokers });
  const events = await createOrderEvents(kafka);
  telemetry.onShutdown(() => events.close());
  return events;
}
