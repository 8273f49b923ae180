import * as grpc from '@grpc/grpc-js';
import Fastify, { LogController } from 'fastify';
import { createGovernor, createTelemetry, parseError, shutdownWithProcess } from 'tricord';
import { fastifyErrorHandler, instrumentFastify } from 'tricord/fastify';
import { instrumentFetch } from 'tricord/fetch';
import { grpcClientInterceptor } from 'tricord/grpc';
import { loadOrders, type Order } from '../orders/load-orders.js';
import { basketsReceived } from './metrics.js';

const telemetry = createTelemetry({ service: { name: 'shop-gateway', version: '2.0.1' } });
const { log } = telemetry;
const baskets = telemetry.metrics.counter(basketsReceived);

const target = process.env['ORDERS_ADDRESS'] ?? '127.0.0.1:9002';
const Orders = loadOrders(process.env['ORDERS_PROTO'] ?? 'orders.proto');
const orders = new Orders(target, grpc.credentials.createInsecure(), {
  interceptors: [grpcClientInterceptor(telemetry, grpc, { name: 'grpc.orders', target })],
});

/** Calls the order service; what it answers with goes on to the caller of the gateway. */
function call<Reply>(send: (callback: grpc.requestCallback<Reply>) => void): Promise<Reply> {
  return new Promise((resolve, reject) => {
    send((error, reply) => {
      if (error === null && reply !== undefined) resolve(reply);
      else reject(parseError(error));
    });
  });
}

const app = Fastify({
  loggerInstance: telemetry.log,
  logController: new LogController({ disableRequestLogging: true }),
});
instrumentFastify(telemetry, app);
app.setErrorHandler(fastifyErrorHandler(telemetry));
instrumentFetch(telemetry, { name: 'http.orders' });

app.get<{ Params: { id: string } }>('/orders/:id', ({ params }) =>
  call<Order>((done) => orders.getOrder({ id: Number(params.id) }, done)),
);
app.post<{ Body: { product: string; quantity: number; channel: 'web' | 'app' } }>(
  '/orders',
  async ({ body }) => {
    baskets.inc({ channel: body.channel });
    log.info('basket received', { channel: body.channel, quantity: body.quantity });
    return call<Order>((done) =>
      orders.createOrder({ product: body.product, quantity: body.quantity }, done),
    );
  },
);
app.get<{ Params: { period: string } }>('/reports/:period', ({ params }) =>
  call<{ orders: number }>((done) => orders.report({ period: params.period }, done)),
);
app.get('/version', async () => {
  const reply = await fetch(`${process.env['ORDERS_GOVERNOR'] ?? 'http://127.0.0.1:9003'}/build/info`);
  return reply.json();
});

const url = await app.listen({ host: '127.0.0.1', port: Number(process.env['GATEWAY_PORT'] ?? 0) });
const governor = await createGovernor(telemetry);
telemetry.onShutdown(() => app.close());
telemetry.onShutdown(() => orders.close());
shutdownWithProcess(telemetry);
// When the demo that started this process is gone, nobody else will stop it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
log.info('gateway started', { url });
process.send?.({ ready: { url, governor: governor.url } });
