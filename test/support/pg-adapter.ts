import knex from 'knex';
import pg from 'pg';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPgReachable, instrumentPg } from '../../src/instrument/pg.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from './adapter-contract.js';
import type { SqlDatabase } from './sql-database.js';

/** Runs the tests of the PostgreSQL adapter on a database: the embedded one, and a real one where there is one. */
export function testPgAdapter(start: () => Promise<SqlDatabase>): void {
  let database: SqlDatabase;
  beforeAll(async () => {
    database = await start();
  });
  afterAll(() => database.close());
  const createPool = () => new pg.Pool({ connectionString: database.url, max: 1 });

  testAdapter({
    name: 'instrumentPg',
    spanKind: 'client',
    counted: { name: 'ego_client_handle_total', labels: { type: 'gorm', name: 'pg.test', code: 'OK' } },
    async create(telemetry) {
      const pool = createPool();
      const detach = instrumentPg(telemetry, pool, { name: 'pg.test' });
      return {
        succeed: () => pool.query('select 1 as one'),
        fail: () => pool.query('select * from no_such_table').catch((error: unknown) => error),
        detach,
        close: () => pool.end(),
      };
    },
  });

  describe('instrumentPg', () => {
    it('tells table and template of a statement, never its values', async () => {
      const telemetry = createTestTelemetry({ access: { clients: true } });
      const pool = createPool();
      instrumentPg(telemetry, pool);
      await pool.query('create table if not exists secrets (name text)');
      await pool.query("insert into secrets (name) values ('hunter2'), ($1)", ['swordfish']);
      const told = JSON.stringify([telemetry.lines(), await telemetry.spans()]);
      expect(told).not.toMatch(/hunter2|swordfish/);
      const span = (await telemetry.spans()).find((candidate) => candidate.name === 'INSERT secrets');
      expect(span?.attributes).toMatchObject({
        'db.system.name': 'postgresql',
        'db.type': 'postgresql',
        'db.query.text': 'insert into secrets (name) values (?), ($1)',
        'db.statement': 'insert into secrets (name) values (?), ($1)',
        'db.instance': new URL(database.url).pathname.slice(1),
      });
      await pool.end();
      await telemetry.shutdown();
    });

    it.each(['promise', 'callback', 'config'])(
      'ends a query by %s and keeps the caller context',
      async (style) => {
        const telemetry = createTestTelemetry();
        const pool = createPool();
        instrumentPg(telemetry, pool);
        await telemetry.tracer.startActiveSpan('parent', async (parent) => {
          if (style === 'promise') await pool.query('select 1');
          else if (style === 'callback')
            await new Promise<void>((resolve) => pool.query('select 1', () => resolve()));
          else {
            const client = await pool.connect();
            const config = { text: 'select 1' };
            await new Promise<void>((resolve) =>
              client.query(Object.assign(config, { callback: () => resolve() })),
            );
            client.release();
          }
          expect(await telemetry.value('ego_client_handle_total')).toBe(1);
          expect(telemetry.traces.ids()?.spanId).toBe(parent.spanContext().spanId);
          parent.end();
        });
        await pool.end();
        await telemetry.shutdown();
      },
    );

    it('ends a cursor and a stream once, when they have given their rows', async () => {
      const telemetry = createTestTelemetry();
      const pool = createPool();
      instrumentPg(telemetry, pool, { name: 'pg.cursor' });
      const client = await pool.connect();
      const cursor = client.query(new Cursor('select generate_series(1, 5) as n'));
      expect(await cursor.read(2)).toHaveLength(2);
      const labels = { name: 'pg.cursor' };
      expect(await telemetry.value('ego_client_handle_total', labels)).toBeUndefined();
      await cursor.close();
      expect(await telemetry.value('ego_client_handle_total', labels)).toBe(1);
      let rows = 0;
      for await (const _ of client.query(new QueryStream('select generate_series(1, 5) as n'))) rows++;
      expect(rows).toBe(5);
      await expect.poll(() => telemetry.value('ego_client_handle_total', labels)).toBe(2);
      const broken = client.query(new Cursor('select * from no_such_table'));
      await expect(broken.read(1)).rejects.toThrow('no_such_table');
      await expect.poll(async () => (await telemetry.spans()).filter((span) => span.failed).length).toBe(1);
      client.release();
      await pool.end();
      await telemetry.shutdown();
    });

    it('sees what knex sends over its driver, and names the trace in statements when asked', async () => {
      const telemetry = createTestTelemetry();
      const db = knex({
        client: 'pg',
        connection: database.url,
        pool: {
          min: 0,
          max: 1,
          afterCreate(client: pg.Client, done: (error: null, client: pg.Client) => void) {
            instrumentPg(telemetry, client, { name: 'pg.knex' });
            done(null, client);
          },
        },
      });
      await db.schema.createTable('knexed', (table) => void table.string('name'));
      await db('knexed').insert({ name: 'hunter2' });
      const spans = (await telemetry.spans()).map((span) => span.name);
      expect(spans).toEqual(expect.arrayContaining(['CREATE knexed', 'INSERT knexed']));
      expect(JSON.stringify(await telemetry.spans())).not.toContain('hunter2');
      await db.destroy();
      const pool = createPool();
      instrumentPg(telemetry, pool, { traceComment: true });
      const { rows } = await pool.query('select current_query() as text');
      const [, traceId] =
        /^\/\* tid=([0-9a-f]{32}) \*\/ select/.exec((rows[0] as { text: string }).text) ?? [];
      expect((await telemetry.spans()).at(-1)?.traceId).toBe(traceId);
      await pool.end();
      await telemetry.shutdown();
    });

    it('states the figures of the pool', async () => {
      const telemetry = createTestTelemetry();
      const pool = createPool();
      instrumentPg(telemetry, pool, { name: 'pg.pool' });
      const client = await pool.connect();
      await Promise.all([pool.query('select 1'), Promise.resolve(client.release())]);
      const labels = { type: 'gorm', name: 'pg.pool' };
      const value = (index: string) => telemetry.value('ego_client_stats_gauge', { ...labels, index });
      expect(await value('max_open_connections')).toBe(1);
      expect(await value('open_connections')).toBe(1);
      expect(await value('wait_count')).toBe(1);
      await pool.end();
      await telemetry.shutdown();
    });

    it('says in one clear error that a database cannot be reached, without its password', async () => {
      const pool = new pg.Pool({ connectionString: 'postgres://me:hunter2@127.0.0.1:1/none' });
      const failure = assertPgReachable(pool, 'pg.orders');
      await expect(failure).rejects.toThrow('TRI_PG_UNREACHABLE: Database `pg.orders` at 127.0.0.1:1/none');
      await expect(failure).rejects.not.toThrow('hunter2');
      const reachable = createPool();
      await expect(assertPgReachable(reachable)).resolves.toBeUndefined();
      await Promise.all([pool.end(), reachable.end()]);
    });

    it('counts a refused connection as a failed call', async () => {
      const telemetry = createTestTelemetry();
      const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
      instrumentPg(telemetry, pool);
      await expect(pool.query('select 1')).rejects.toThrow('ECONNREFUSED');
      expect(
        await telemetry.value('ego_client_handle_total', {
          method: 'pg.open',
          code: 'open err',
          peer: '127.0.0.1:1',
        }),
      ).toBe(1);
      expect(telemetry.lines()).toContainEqual(
        expect.objectContaining({ level: 'error', method: 'pg.open' }),
      );
      await pool.end();
      await telemetry.shutdown();
    });
  });
}
