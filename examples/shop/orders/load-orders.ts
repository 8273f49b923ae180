import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** An order as the protocol carries it. */
export interface Order {
  readonly id: number;
  readonly product: string;
  readonly quantity: number;
}

/** The generated client, typed by hand because the demo has no code generator. */
export interface OrdersClient extends grpc.Client {
  getOrder(request: { id: number }, callback: grpc.requestCallback<Order>): void;
  createOrder(request: Omit<Order, 'id'>, callback: grpc.requestCallback<Order>): void;
  report(request: { period: string }, callback: grpc.requestCallback<{ orders: number }>): void;
}

interface OrdersConstructor {
  new (target: string, credentials: grpc.ChannelCredentials, options?: grpc.ClientOptions): OrdersClient;
  readonly service: grpc.ServiceDefinition;
}

/** Loads the service from its protocol file. */
export function loadOrders(protocolFile: string): OrdersConstructor {
  const loaded = grpc.loadPackageDefinition(loadSync(protocolFile)) as unknown as {
    shop: { v1: { Orders: OrdersConstructor } };
  };
  return loaded.shop.v1.Orders;
}
