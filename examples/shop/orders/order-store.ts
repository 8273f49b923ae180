import type { Pool } from 'pg';
import { orderNotFound } from './errors.js';
import type { Order } from './load-orders.js';

/** Where orders are kept. */
export interface OrderStore {
  find(id: number): Promise<Order>;
  create(product: string, quantity: number): Promise<Order>;
  /** Counts the orders of a period; `slow` takes 600 ms and `broken` fails, both inside the database. */
  report(period: string): Promise<{ orders: number }>;
}

/** Creates the table and returns the store; rejects when the database cannot be reached. */
export async function createOrderStore(pool: Pool): Promise<OrderStore> {
  await pool.query('create table if not exists orders (id serial primary key, product text, quantity int)');
  return {
    async find(id) {
      const { rows } = await pool.query<Order>('select id, product, quantity from orders where id = $1', [
        id,
      ]);
      if (rows[0] === undefined) throw orderNotFound({ id });
      return rows[0];
    },
    async create(product, quantity) {
      const text = 'insert into orders (product, quantity) values ($1, $2) returning id, product, quantity';
      const { rows } = await pool.query<Order>(text, [product, quantity]);
      if (rows[0] === undefined) throw new Error('the order was not stored');
      return rows[0];
    },
    async report(period) {
      if (period === 'slow') await pool.query('select pg_sleep(0.6)');
      const table = period === 'broken' ? 'orders_of_no_period' : 'orders';
      const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      return { orders: rows[0]?.count ?? 0 };
    },
  };
}
