import type { Redis } from 'ioredis';
import type { Order } from './load-orders.js';
import type { OrderStore } from './order-store.js';

/** How long an order stays in the cache. */
const keptSeconds = 60;

/** Returns the store with a Redis in front of its lookups; while that fails, the store answers alone. */
export function cacheOrders(store: OrderStore, redis: Redis): OrderStore {
  const keep = async (order: Order): Promise<Order> => {
    await redis.set(`order:${order.id}`, JSON.stringify(order), 'EX', keptSeconds).catch(() => {});
    return order;
  };
  return {
    ...store,
    async find(id) {
      const cached = await redis.get(`order:${id}`).catch(() => null);
      return cached === null ? keep(await store.find(id)) : (JSON.parse(cached) as Order);
    },
    create: async (product, quantity) => keep(await store.create(product, quantity)),
  };
}
