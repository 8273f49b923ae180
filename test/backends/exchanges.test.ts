import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import { describe, expect, it } from 'vitest';
import { instrumentIoredis } from '../../src/instrument/ioredis.js';
import { instrumentMongodb } from '../../src/instrument/mongodb.js';
import { instrumentMysql2 } from '../../src/instrument/mysql2.js';
import { instrumentPg } from '../../src/instrument/pg.js';
import { instrumentRedis } from '../../src/instrument/redis.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { startFerretdb } from '../support/ferretdb.js';
import { startMariadb } from '../support/mariadb.js';
import { startPostgres } from '../support/postgres.js';
import { startRedis } from '../support/redis.js';

/** Works with a client; `telemetry` is attached to it for as long. */
type Work = (telemetry: TestTelemetry) => Promise<void>;

const names = ['pg', 'mysql', 'redis', 'mongo'];
const asked = { access: true, captureRequest: true, captureResponse: true };
const captured = { components: Object.fromEntries(names.map((name) => [name, asked])) };

interface Told {
  /** What access lines tell, in order: request and reply. */
  readonly access: [unknown, unknown][];
  /** The same work in debug mode, from the method on. */
  readonly debug: string[];
}

/** Does the same work with exchanges asked for, in debug mode, and unasked, where nothing may be told. */
async function tell(work: Work): Promise<Told> {
  const telemetry = createTestTelemetry(captured);
  await work(telemetry);
  const access = telemetry.lines().filter(({ msg }) => msg === 'access');
  const lines: string[] = [];
  const sinks = { logs: { kind: 'custom', write: (line: string) => void lines.push(line) } } as const;
  const debugged = createTestTelemetry({ debug: true, sinks });
  await work(debugged);
  const silent = createTestTelemetry({ access: { clients: true } });
  await work(silent);
  expect(JSON.stringify(silent.lines())).not.toMatch(/hunter2|CANARY/);
  expect(JSON.stringify([access, lines])).not.toContain('CANARY');
  await Promise.all([telemetry, debugged, silent].map((each) => each.shutdown()));
  return {
    access: access.map(({ req, res }) => [payloadOf(req), payloadOf(res)]),
    debug: lines.filter((line) => line.includes(' => ')).map((line) => line.replace(/^.*?ms\] /, '').trim()),
  };
}

const payloadOf = (told: unknown): unknown => (told as { payload?: unknown } | undefined)?.payload;

describe('what a query asked and got', () => {
  it('is told of PostgreSQL: statement, values, rows by their columns', async () => {
    const server = await startPostgres();
    const told = await tell(async (telemetry) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      const detach = instrumentPg(telemetry, client, { name: 'pg' });
      await client.query('select $1::text as name, $2::int as age', ['hunter2', 7]);
      await client.query('select $1::text as password', ['CANARY']);
      await client.query('select nothing').catch(() => undefined);
      detach();
      await client.end();
    });
    await server.close();
    expect(told.access).toEqual([
      [
        '{"sql":"select $1::text as name, $2::int as age","values":["hunter2",7]}',
        '{"rows":1,"first":[{"name":"hunter2","age":7}]}',
      ],
      [
        '{"sql":"select $1::text as password","values":"[redacted]"}',
        '{"rows":1,"first":[{"password":"[redacted]"}]}',
      ],
      ['select nothing', undefined],
    ]);
    console.log(told.debug.join('\n'));
    expect(told.debug[0]).toMatch(
      /"values":\["hunter2",7\]\} => \{"rows":1,"first":\[\{"name":"hunter2","age":7\}\]\}$/,
    );
    expect(told.debug[2]).toMatch(/select nothing => column "nothing" does not exist$/);
  });

  it('is told of MySQL', async () => {
    const server = await startMariadb();
    const told = await tell(async (telemetry) => {
      const connection = await mysql.createConnection(server.url);
      await connection.query('create or replace table users (name varchar(40), pwd varchar(40))');
      const detach = instrumentMysql2(telemetry, connection, { name: 'mysql' });
      await connection.execute('insert into users (name) values (?)', ['hunter2']);
      await connection.query('select name from users where name = ?', ['hunter2']);
      await connection.query("insert into users (pwd) values ('CANARY')");
      detach();
      await connection.end();
    });
    await server.close();
    console.log(told.debug.join('\n'));
    expect(told.access).toEqual([
      ['{"sql":"insert into users (name) values (?)","values":["hunter2"]}', '{"rows":1}'],
      [
        '{"sql":"select name from users where name = ?","values":["hunter2"]}',
        '{"rows":1,"first":[{"name":"hunter2"}]}',
      ],
      ['insert into users (pwd) values (?)', '{"rows":1}'],
    ]);
    expect(told.debug).toHaveLength(3);
  });

  it('is told of Redis, by both clients', async () => {
    const server = await startRedis();
    const commands: [string, string][] = [
      ['["set","user:7","hunter2"]', 'OK'],
      ['["get","user:7"]', 'hunter2'],
      ['["set","session:token","[redacted]"]', '[redacted]'],
      ['["get","session:token"]', '[redacted]'],
    ];
    const byIoredis = await tell(async (telemetry) => {
      const redis = new Redis(server.port, '127.0.0.1');
      const detach = instrumentIoredis(telemetry, redis, { name: 'redis' });
      await redis.set('user:7', 'hunter2');
      await redis.get('user:7');
      await redis.set('session:token', 'CANARY');
      await redis.get('session:token');
      await redis.pipeline().get('session:token').get('user:7').exec();
      detach();
      await redis.quit();
    });
    expect(byIoredis.access).toEqual([...commands, ['pipeline', '[2 replies]']]);
    const byRedis = await tell(async (telemetry) => {
      const client = createClient({ url: `redis://127.0.0.1:${server.port}` });
      await client.connect();
      const detach = instrumentRedis(telemetry, { name: 'redis' });
      await client.set('user:7', 'hunter2');
      await client.get('user:7');
      await client.set('session:token', 'CANARY');
      await client.get('session:token');
      detach();
      client.destroy();
    });
    // The package hides values from its own diagnostics channels.
    expect(byRedis.access).toEqual([['["set","user:7","?"]', 'OK'], ...commands.slice(1)]);
    console.log([...byIoredis.debug, ...byRedis.debug].join('\n'));
    expect(byIoredis.debug[1]).toBe('get | ["get","user:7"] => hunter2');
    await server.stop();
  });

  it('is told of MongoDB: command and reply, secret fields hidden', async () => {
    const server = await startFerretdb();
    const told = await tell(async (telemetry) => {
      const client = new MongoClient(server.url, { monitorCommands: true });
      await client.connect();
      const detach = instrumentMongodb(telemetry, client, { name: 'mongo' });
      const users = client.db('shop').collection<{ _id: number; name: string; password: string }>('users');
      await users.deleteMany({});
      await users.insertOne({ _id: 7, name: 'hunter2', password: 'CANARY' });
      await users.findOne({ name: 'hunter2' });
      detach();
      await client.close();
    });
    await server.stop();
    console.log(told.debug.join('\n'));
    const [, insert, find] = told.access;
    expect(insert?.[0]).toContain('"documents":[{"_id":7,"name":"hunter2","password":"[redacted]"}]');
    expect(insert?.[1]).toContain('"n":1');
    expect(find?.[0]).toContain('"filter":{"name":"hunter2"}');
    expect(find?.[1]).toContain('"firstBatch":[{"_id":7,"name":"hunter2","password":"[redacted]"}]');
    expect(told.debug[2]).toMatch(/^Find \| \{"find":"users",.* => \{"cursor":\{/);
  });
});
