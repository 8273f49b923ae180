import knex from 'knex';
import mysql from 'mysql2';
import promised from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentMysql2 } from '../../src/instrument/mysql2.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from '../support/adapter-contract.js';
import { startMariadb } from '../support/mariadb.js';
import { describeWith } from '../support/programs.js';
import type { SqlDatabase } from '../support/sql-database.js';

const handled = 'ego_client_handle_total';

describeWith(['mariadbd', 'mariadb-install-db'], 'instrumentMysql2 on a real MariaDB', () => {
  let database: SqlDatabase;
  beforeAll(async () => {
    database = await startMariadb();
    const connection = await promised.createConnection(database.url);
    await connection.query('create table orders (id int primary key auto_increment, sku varchar(40))');
    await connection.end();
  });
  afterAll(() => database.close());

  testAdapter({
    name: 'instrumentMysql2',
    spanKind: 'client',
    counted: {
      name: handled,
      labels: { type: 'gorm', name: 'mysql.test', method: 'shop.orders', code: 'OK' },
    },
    async create(telemetry) {
      const pool = promised.createPool({ uri: database.url, connectionLimit: 1 });
      const detach = instrumentMysql2(telemetry, pool, { name: 'mysql.test' });
      return {
        succeed: () => pool.query('select * from orders where id = 1'),
        fail: () => pool.query('select * from no_such_table').catch((error: unknown) => error),
        detach,
        close: () => pool.end(),
      };
    },
  });

  // The types of both are overloads that no union of theirs can be called by.
  describe.each(['query', 'execute'] as unknown as ['query'])('%s', (method) => {
    it.each(['promise', 'callback', 'connection'])(
      'ends once by %s and keeps the caller context',
      async (style) => {
        const telemetry = createTestTelemetry();
        const pool = mysql.createPool({ uri: database.url, connectionLimit: 2 });
        instrumentMysql2(telemetry, pool);
        await telemetry.tracer.startActiveSpan('parent', async (parent) => {
          const text = 'select * from orders where sku = ?';
          if (style === 'promise') await pool.promise()[method](text, ['hunter2']);
          else if (style === 'callback')
            await new Promise<void>((resolve) => void pool[method](text, ['hunter2'], () => resolve()));
          else {
            const connection = await pool.promise().getConnection();
            await connection[method](text, ['hunter2']);
            connection.release();
          }
          expect(telemetry.traces.ids()?.spanId).toBe(parent.spanContext().spanId);
          parent.end();
        });
        const [span] = (await telemetry.spans()).filter(({ kind }) => kind === 'client');
        expect(span?.attributes).toMatchObject({
          'db.system.name': 'mysql',
          'db.query.text': 'select * from orders where sku = ?',
          'db.instance': 'shop',
        });
        expect(span?.parentSpanId).toBeDefined();
        expect(await telemetry.value(handled, { method: 'shop.orders' })).toBe(1);
        await pool.promise().end();
        await telemetry.shutdown();
      },
    );

    it('fails with the error of the server, by whichever way it comes', async () => {
      const telemetry = createTestTelemetry();
      const pool = mysql.createPool({ uri: database.url });
      instrumentMysql2(telemetry, pool);
      const error = await pool
        .promise()
        [method]('select * from missing')
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'ER_NO_SUCH_TABLE' });
      expect(await telemetry.value(handled, { method: 'shop.missing', code: 'Error' })).toBe(1);
      const line = telemetry.lines().find((candidate) => candidate['level'] === 'error');
      expect(JSON.stringify(line)).toContain('ER_NO_SUCH_TABLE');
      await pool.promise().end();
      await telemetry.shutdown();
    });
  });

  it('ends a query that is streamed when its rows have come', async () => {
    const telemetry = createTestTelemetry();
    const connection = mysql.createConnection(database.url);
    instrumentMysql2(telemetry, connection, { name: 'mysql.stream' });
    const rows = connection.query('select 1 as one union select 2').stream();
    let count = 0;
    for await (const _ of rows) count++;
    expect(count).toBe(2);
    expect(await telemetry.value(handled, { name: 'mysql.stream', code: 'OK' })).toBe(1);
    connection.destroy();
    await telemetry.shutdown();
  });

  it('tells no value of a statement that has them in its text, and names the trace in it when asked', async () => {
    const telemetry = createTestTelemetry({ access: { clients: true } });
    const pool = promised.createPool(database.url);
    instrumentMysql2(telemetry, pool, { traceComment: true });
    await pool.query(`insert into orders (sku) values ("hunter2"), ('sword\\'fish')`);
    const [rows] = await pool.query(
      'select info from information_schema.processlist where info like "%tid=%"',
    );
    const told = JSON.stringify([telemetry.lines(), await telemetry.spans()]);
    expect(told).not.toMatch(/hunter2|sword/);
    const spans = await telemetry.spans();
    expect(JSON.stringify(rows)).toContain(`/* tid=${spans.at(-1)?.traceId} */`);
    expect(spans[0]?.attributes['db.query.text']).toBe('insert into orders (sku) values (?), (?)');
    await pool.end();
    await telemetry.shutdown();
  });

  it('states the figures of the pool, and counts who gets no connection', async () => {
    const telemetry = createTestTelemetry();
    const pool = promised.createPool({ uri: database.url, connectionLimit: 1 });
    instrumentMysql2(telemetry, pool, { name: 'mysql.pool' });
    const connection = await pool.getConnection();
    const waiting = pool.query('select 1');
    const stats = (index: string) =>
      telemetry.value('ego_client_stats_gauge', { type: 'gorm', name: 'mysql.pool', index });
    expect([await stats('max_open_connections'), await stats('in_use'), await stats('waiting')]).toEqual([
      1, 1, 1,
    ]);
    connection.release();
    await waiting;
    expect([await stats('idle'), await stats('wait_count')]).toEqual([1, 1]);
    await pool.end();
    const nowhere = promised.createPool({ uri: 'mysql://root@127.0.0.1:1/none' });
    instrumentMysql2(telemetry, nowhere, { name: 'mysql.gone' });
    await expect(nowhere.query('select 1')).rejects.toThrow('ECONNREFUSED');
    expect(await telemetry.value(handled, { method: 'mysql.gone.open', code: 'open err' })).toBe(1);
    await nowhere.end();
    await telemetry.shutdown();
  });

  it('sees what knex sends over its driver', async () => {
    const telemetry = createTestTelemetry();
    const db = knex({
      client: 'mysql2',
      connection: database.url,
      pool: {
        min: 0,
        afterCreate(connection: mysql.Connection, done: (error: null, connection: mysql.Connection) => void) {
          instrumentMysql2(telemetry, connection, { name: 'mysql.knex' });
          done(null, connection);
        },
      },
    });
    await db('orders').insert({ sku: 'hunter2' });
    expect(await db('orders').where({ sku: 'hunter2' }).first()).toMatchObject({ sku: 'hunter2' });
    await db.transaction((transaction) => transaction('orders').del());
    const spans = (await telemetry.spans()).map((span) => span.name);
    expect(spans).toEqual(
      expect.arrayContaining(['INSERT orders', 'SELECT orders', 'DELETE orders', 'COMMIT']),
    );
    expect(JSON.stringify(await telemetry.spans())).not.toContain('hunter2');
    await db.destroy();
    await telemetry.shutdown();
  });
});
