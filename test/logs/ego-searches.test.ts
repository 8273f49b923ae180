import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { grpcOutcome, okOutcome } from '../../src/catalog/outcome.js';
import { grpcServerUnary } from '../../src/catalog/grpc-operations.js';
import { sqlClientQuery } from '../../src/catalog/sql-operations.js';
import { startOperation } from '../../src/operation.js';
import { instrumentNodeHttp } from '../../src/instrument/node-http.js';
import { createTestTelemetry } from '../../src/testing/index.js';

/** The field index that Ego's log stores have: a field of another type is refused or not found. */
const index: Readonly<Record<string, 'string' | 'number'>> = {
  ...{ ts: 'number', lv: 'string', msg: 'string', tid: 'string', comp: 'string', compName: 'string' },
  ...{ code: 'number', ucode: 'number', cost: 'number', method: 'string', error: 'string', addr: 'string' },
  ...{ event: 'string', key: 'string', ip: 'string', name: 'string', peerIp: 'string', peerName: 'string' },
  type: 'string',
};

type Line = Readonly<Record<string, unknown>>;

/** As much of the log stores' language as Ego's documents use: `key:"text"` and `key > number`, joined by AND. */
function search(raw: readonly string[], query: string): Line[] {
  const terms = query.split(/ and /i).map((term) => {
    const [, key = '', operator, text = ''] = /^(\w+)\s*(:|>)\s*"?([^"]*)"?$/.exec(term) ?? [];
    return (line: Line) => (operator === ':' ? line[key] === text : Number(line[key]) > Number(text));
  });
  return raw.map((line) => JSON.parse(line) as Line).filter((line) => terms.every((term) => term(line)));
}

async function produceLines(): Promise<string[]> {
  const raw: string[] = [];
  const telemetry = createTestTelemetry({
    conventions: { logDialect: 'ego' },
    components: { 'http.web': { slowMs: 0 } },
    sinks: { logs: { kind: 'custom', write: (line) => void raw.push(line) } },
  });
  const server = createServer((request, response) => {
    if (request.url === '/panic') throw new Error('handler broke');
    response.statusCode = request.url === '/gone' ? 404 : request.url === '/bad' ? 503 : 200;
    response.end('ok');
  });
  // What throws in a handler of plain node:http is the process's to catch.
  const emit = server.emit.bind(server);
  server.emit = ((event: string, ...args: never[]) => {
    try {
      return emit(event, ...args);
    } catch (error) {
      const [request, response] = args as unknown as Parameters<
        NonNullable<Parameters<typeof createServer>[1]>
      >;
      const run = telemetry.running.get(request);
      if (run !== undefined) run.error = error;
      response.statusCode = 500;
      response.end();
      return true;
    }
  }) as typeof server.emit;
  instrumentNodeHttp(telemetry, server, { name: 'http.web', route: (request) => request.url ?? '' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const path of ['/fine', '/gone', '/bad', '/panic'])
    await fetch(url + path, { headers: { app: 'website' } });
  const slow = createTestTelemetry({
    conventions: { logDialect: 'ego' },
    access: { slowMs: 1 },
    sinks: { logs: { kind: 'custom', write: (line) => void raw.push(line) } },
  });
  const query = { component: 'component.pg', name: 'pg.orders', method: 'shop.orders', peer: 'db:5432' };
  const operation = startOperation(slow, sqlClientQuery, {
    ...query,
    attributes: { dbName: 'shop', dbTable: 'orders', dbStatement: 'SELECT 1', dbOperation: 'SELECT' },
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  operation.end(okOutcome);
  const call = { component: 'server.grpc', name: 'server.grpc', method: '/a.B/C', peer: 'website' };
  startOperation(telemetry, grpcServerUnary, {
    ...call,
    attributes: { rpcSystem: 'grpc', rpcKind: 'unary' },
  }).fail('no such order', grpcOutcome(14));
  expect(() => telemetry.log.panic('out of paper')).toThrow();
  telemetry.log.info('order stored', { orderId: 7, name: 'book' });
  await expect.poll(() => search(raw, 'comp:"server.http"').length).toBe(4);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await Promise.all([telemetry.shutdown(), slow.shutdown()]);
  return raw;
}

describe('lines of the ego dialect', () => {
  it('are found by the searches of Ego’s handbook, and have the types of its field index', async () => {
    const raw = await produceLines();
    const found = {
      panics: search(raw, 'lv:"panic"'),
      recovered: search(raw, 'lv:"error" AND type:"recover"'),
      failures: search(raw, 'ucode > 499'),
      slow: search(raw, 'event:"slow" and comp:"component.pg"'),
    };
    expect(found.panics).toMatchObject([{ msg: 'out of paper', lname: 'default.log' }]);
    expect(found.recovered).toMatchObject([
      { method: 'GET./panic', error: 'handler broke', stack: expect.any(String) as string, ucode: 500 },
    ]);
    const grouped = found.failures.map(({ method, error, tid }) => [method, error, typeof tid]);
    expect(grouped).toEqual(
      expect.arrayContaining([
        ['GET./bad', undefined, 'string'],
        ['GET./panic', 'handler broke', 'string'],
        ['/a.B/C', 'no such order', 'string'],
      ]),
    );
    expect(found.failures).toHaveLength(3);
    expect(found.slow).toMatchObject([
      {
        compName: 'pg.orders',
        name: 'shop.orders',
        addr: 'db:5432',
        lv: 'warn',
        req: { payload: 'SELECT 1' },
      },
    ]);
    const wrong = raw.flatMap((line) =>
      Object.entries(JSON.parse(line) as Line).filter(
        ([key, value]) => key in index && typeof value !== index[key],
      ),
    );
    expect(wrong).toEqual([]);
    const seen = new Set(raw.flatMap((line) => Object.keys(JSON.parse(line) as Line)));
    expect(Object.keys(index).filter((key) => !seen.has(key))).toEqual([]);
    console.log(
      `${raw.length} lines, ${Object.keys(index).length} indexed fields, all seen, all of their type`,
    );
  });

  it('are split into framework and business by the expression of the collector, compact as it needs them', async () => {
    const raw = await produceLines();
    const framework = raw.filter((line) => /"lname":"ego\.sys"/.test(line));
    const access = raw.filter((line) => (JSON.parse(line) as Line)['msg'] === 'access');
    expect(framework).toEqual(expect.arrayContaining(access));
    expect(
      raw.filter((line) => !framework.includes(line)).map((line) => (JSON.parse(line) as Line)['msg']),
    ).toEqual(['out of paper', 'order stored']);
  });
});
