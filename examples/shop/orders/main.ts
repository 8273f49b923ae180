import * as grpc from '@grpc/grpc-js';
import pg from 'pg';
import { createGovernor, createTelemetry, shutdownWithProcess } from 'tricord';
import { grpcServerInterceptor } from 'tricord/grpc';
import { assertPgReachable, instrumentPg } from 'tricord/pg';
import { loadOrders } from './load-orders.js';
import { orderSize, ordersCreated, warehouseUsed } from './metrics.js';
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
const store = await createOrderStore(pool);

type Handler<Request, Reply> = (request: Request) => Promise<Reply>;

/** Turns an async function into a gRPC handler; a missing order is the caller's mistake, the rest is ours. */
function unary<Request, Reply>(handle: Handler<Request, Reply>): grpc.handleUnaryCall<Request, Reply> {
  return (call, callback) => {
    handle(call.request).then(
      (reply) => callback(null, reply),
      (error: Error & { code?: unknown }) => {
        const code = typeof error.code === 'number' ? error.code : grpc.status.INTERNAL;
        callback({ code, details: error.message });
      },
    );
  };
}

const Orders = loadOrders(process.env['ORDERS_PROTO'] ?? 'orders.proto');
const server = new grpc.Server({ interceptors: [grpcServerInterceptor(telemetry, grpc)] });
server.addService(Orders.service, {
  getOrder: unary(({ id }: { id: number }) => store.find(id)),
  createOrder: unary(async ({ product, quantity }: { product: string; quantity: number }) => {
    const order = await store.create(product, quantity);
    created.inc({ product: product === 'book' || product === 'lamp' ? product : 'other' });
    size.observe(JSON.stringify(order).length);
    log.info('order stored', { orderId: order.id, product, quantity });
    return order;
  }),
  report: unary(({ period }: { period: string }) => store.report(period)),
});

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
