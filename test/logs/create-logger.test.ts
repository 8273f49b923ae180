import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type pino from 'pino';
import { pinoHttp } from 'pino-http';
import { describe, expect, it } from 'vitest';
import type { Logger } from '../../src/logs/index.js';
import { accessRecord, captureLogs, ids } from './captured-logs.js';

const failure = new TypeError('no stock', { cause: new Error('timeout') });

function lineOf(log: (logger: Logger) => void): Record<string, unknown> {
  const logs = captureLogs();
  log(logs.business);
  const lines = logs.take();
  expect(lines).toHaveLength(1);
  return lines[0] ?? {};
}

describe('a line', () => {
  it.each([
    [
      'zap',
      'level ts logger msg service version frameworkVersion traceId spanId tenant id error errorType errorCauses stacktrace',
    ],
    [
      'ego',
      'lv ts logger msg app lname version frameworkVersion tid spanId tenant id error errKind errorCauses stack',
    ],
    [
      'ecs',
      '@timestamp log.level message log.logger ecs.version service.name service.version tricord.version trace.id span.id tenant id error.message error.type tricord.error.causes error.stack_trace',
    ],
  ] as const)('has the keys of the %s dialect in their order', (dialect, keys) => {
    const logs = captureLogs({ dialect });
    logs.business.with({ tenant: 't1' }).error(failure, 'order failed', { id: 7 });
    expect(Object.keys(logs.take()[0] ?? {}).join(' ')).toBe(keys);
  });

  it('carries the ids of the current context, and none outside of any', () => {
    let current: typeof ids | undefined = ids;
    const logs = captureLogs({ traceIds: () => current });
    logs.business.info('inside');
    current = undefined;
    logs.business.info('outside');
    const [inside, outside] = logs.take();
    expect(inside).toMatchObject(ids);
    expect(outside).not.toHaveProperty('traceId');
    expect(outside).not.toHaveProperty('spanId');
  });

  it('has its time in UTC with milliseconds, in Ego’s dialect in whole seconds', () => {
    const before = Date.now();
    const [iso, seconds] = (['zap', 'ego'] as const).map((dialect) => {
      const logs = captureLogs({ dialect });
      logs.business.info('now');
      return logs.take()[0]?.['ts'];
    });
    expect(Date.parse(String(iso))).toBeGreaterThanOrEqual(before);
    expect(seconds).toBeGreaterThanOrEqual(Math.floor(before / 1000));
  });

  it('tells the framework log from the business log by the names that collectors look for', () => {
    const logs = captureLogs({ dialect: 'ego' });
    logs.access(accessRecord());
    logs.business.info('mine');
    expect(logs.take().map(({ lname }) => lname)).toEqual(['ego.sys', 'default.log']);
  });

  it('names the code that logged when callers are on', () => {
    const logs = captureLogs({ caller: true });
    logs.business.info('here');
    expect(logs.take()[0]?.['caller']).toMatch(/^logs\/create-logger\.test\.ts:\d+$/);
  });

  it('takes a message, names and bindings that were given once', () => {
    const line = lineOf((log) =>
      log.named('pay').named('card').with({ a: 1, b: 1 }).child({ b: 2 }).info('m', { c: 3 }),
    );
    expect(line).toMatchObject({ logger: 'business.pay.card', msg: 'm', a: 1, b: 2, c: 3 });
  });

  it('prints a field in place of a binding of the same name', () => {
    expect(lineOf((log) => log.with({ a: 1, b: 1 }).info('m', { a: 2 }))).toMatchObject({ a: 2, b: 1 });
  });
});

describe('the order of arguments', () => {
  it.each<[string, (log: Logger) => void, Record<string, unknown>]>([
    ['a message', (log) => log.info('m'), { msg: 'm' }],
    ['zap: message, object', (log) => log.info('m', { id: 1 }), { msg: 'm', id: 1 }],
    ['pino: object, message', (log) => log.info({ id: 1 }, 'm'), { msg: 'm', id: 1 }],
    [
      'pino: object, message, format',
      (log) => log.info({ id: 1 }, 'm %s %d %j', 'x', 2, { y: 3 }),
      { msg: 'm x 2 {"y":3}', id: 1 },
    ],
    ['pino: message, format', (log) => log.info('m %s%%', 'x'), { msg: 'm x%' }],
    ['message, format, object', (log) => log.info('m %s', 'x', { id: 1 }), { msg: 'm x', id: 1 }],
    ['an object', (log) => log.info({ id: 1 }), { msg: '', id: 1 }],
    ['an object with its message', (log) => log.info({ msg: 'm', id: 1 }), { msg: 'm', id: 1 }],
    ['an error', (log) => log.error(failure), { msg: 'no stock', error: 'no stock', errorType: 'TypeError' }],
    ['an error, message', (log) => log.error(failure, 'm'), { msg: 'm', error: 'no stock' }],
    ['message, error', (log) => log.error('m', failure), { msg: 'm', error: 'no stock' }],
    [
      'message, object with error',
      (log) => log.error('m', { error: failure, id: 1 }),
      { msg: 'm', error: 'no stock', id: 1 },
    ],
    [
      'pino: object with err, no message',
      (log) => log.error({ err: failure }),
      { msg: 'no stock', error: 'no stock' },
    ],
    [
      'message, object, error',
      (log) => log.error('m', { id: 1 }, failure),
      { msg: 'm', id: 1, error: 'no stock' },
    ],
    ['an error that is a text', (log) => log.error('m', { error: 'plain' }), { msg: 'm', error: 'plain' }],
    ['an error that is neither', (log) => log.error('m', { error: { code: 1 } }), { error: '{"code":1}' }],
    ['more values than the message takes', (log) => log.info('m', 1, true), { msg: 'm 1 true' }],
    ['nothing, message', (log) => log.info(null, 'm'), { msg: 'm' }],
    ['a list', (log) => log.info([1, 2]), { msg: '', value: [1, 2] }],
  ])('may be %s', (_name, log, expected) => {
    expect(lineOf(log)).toMatchObject(expected);
  });

  it('keeps its logger when a method is taken off it', () => {
    const logs = captureLogs();
    const { info } = logs.business;
    info('detached');
    expect(logs.take()[0]).toMatchObject({ msg: 'detached', logger: 'business' });
  });
});

describe('an error', () => {
  it('is told with its causes, code and own facts, and with its stack from error up', () => {
    const error = Object.assign(new Error('refused', { cause: failure }), {
      code: 'E_PAY',
      statusCode: 402,
      config: { x: 1 },
    });
    const told = {
      error: 'refused',
      errorCode: 'E_PAY',
      errorCauses: ['no stock', 'timeout'],
      errorDetails: { statusCode: 402 },
    };
    const warned = lineOf((log) => log.warn('m', error));
    const failed = lineOf((log) => log.error('m', error));
    expect(warned).toMatchObject(told);
    expect(warned).not.toHaveProperty('stacktrace');
    expect(failed).toMatchObject({
      ...told,
      stacktrace: expect.stringMatching(
        /refused[^]*caused by: TypeError: no stock[^]*caused by: Error: timeout/,
      ) as string,
    });
  });

  it('is told once when it is given twice', () => {
    const line = lineOf((log) =>
      log.error(failure, 'm', { error: new Error('second'), err: new Error('third') }),
    );
    expect(line).toMatchObject({
      error: 'no stock',
      'fields.error': { message: 'second' },
      err: { message: 'third' },
    });
  });
});

describe('levels', () => {
  it('print as zap’s, a framework’s trace as debug', () => {
    const logs = captureLogs();
    logs.business.level = 'trace';
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'dpanic'] as const)
      logs.business[level]('m');
    expect(logs.take().map(({ level }) => level)).toEqual([
      'debug',
      'debug',
      'info',
      'warn',
      'error',
      'dpanic',
    ]);
  });

  it('throw after the line for panic, and for dpanic in development only', () => {
    for (const development of [true, false]) {
      const logs = captureLogs({ development });
      const thrown = expect.objectContaining({
        code: 'TRI_LOGS_PANIC',
        message: 'TRI_LOGS_PANIC: lost',
      }) as Error;
      expect(() => logs.business.panic('lost')).toThrow(thrown);
      if (development) expect(() => logs.business.dpanic('lost')).toThrow(thrown);
      else logs.business.dpanic('lost');
      expect(logs.take().map(({ level }) => level)).toEqual(['panic', 'dpanic']);
    }
  });

  it('throw for panic even when it is not printed', () => {
    const logs = captureLogs();
    logs.setLevel('business', 'fatal');
    expect(() => logs.business.panic('lost')).toThrow('lost');
    expect(logs.take()).toEqual([]);
  });

  it('change at run time for each logger, and for the children made before', () => {
    const logs = captureLogs();
    const child = logs.business.with({ a: 1 });
    logs.setLevel('business', 'error');
    child.info('no');
    logs.framework.info('yes');
    logs.setLevel('business', 'info');
    child.info('yes');
    expect(logs.take().map(({ logger }) => logger)).toEqual(['framework', 'business']);
  });

  it.each([
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
    'loud',
    '',
    31,
    Number.NaN,
    {},
    null,
    undefined,
  ])('stay as they are when set to %s', (level) => {
    const logs = captureLogs();
    (logs.business as { level: unknown }).level = level;
    logs.business.debug('still there');
    expect(logs.business.level).toBe('debug');
    expect(logs.take().map(({ msg }) => msg)).toEqual(['unknown log level is ignored', 'still there']);
  });
});

describe('a logger', () => {
  it('is pino’s own to those who ask for one', () => {
    const { business } = captureLogs();
    const asPino: pino.Logger = business as unknown as pino.Logger;
    expect(Object.prototype.toString.call(asPino)).toBe('[object Pino]');
    expect(asPino.isLevelEnabled('info')).toBe(true);
    expect(business.with({ a: 1, level: 2 }).bindings()).toEqual({ a: 1, 'fields.level': 2 });
  });

  it('serves Fastify as its logger instance, with its serializers and a child a request', async () => {
    const logs = captureLogs();
    const app = Fastify({ loggerInstance: logs.business });
    app.get('/fail', (request) => {
      request.log.info({ cart: 3 }, 'in the handler');
      throw new Error('broken');
    });
    const reply = await app.inject('/fail');
    await app.close();
    const lines = logs.take();
    expect(reply.statusCode).toBe(500);
    expect(lines.map(({ msg }) => msg)).toEqual([
      'incoming request',
      'in the handler',
      'broken',
      'request completed',
    ]);
    expect(new Set(lines.map(({ reqId }) => reqId))).toEqual(new Set(['req-1']));
    expect(lines[0]).toMatchObject({ req: { method: 'GET', url: '/fail' } });
    expect(lines[2]).toMatchObject({
      error: 'broken',
      res: { statusCode: 500 },
      stacktrace: expect.any(String) as string,
    });
  });

  it('serves pino-http, with its serializers and a child a request', async () => {
    const logs = captureLogs();
    const handle = pinoHttp({ logger: logs.business as unknown as pino.Logger });
    const server = createServer((request, response) => {
      handle(request, response);
      request.log.info({ cart: 3 }, 'in the handler');
      response.statusCode = request.url === '/fail' ? 500 : 200;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await fetch(`${url}/good`, { headers: { authorization: 'Bearer CANARY' } });
    await fetch(`${url}/fail`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const lines = logs.take();
    expect(lines.map(({ msg }) => msg)).toEqual([
      ...['in the handler', 'request completed', 'in the handler', 'request errored'],
    ]);
    expect(lines[1]).toMatchObject({ level: 'info', req: { url: '/good' }, res: { statusCode: 200 } });
    expect(lines[3]).toMatchObject({ error: 'failed with status code 500', res: { statusCode: 500 } });
    expect(lines[1]).toHaveProperty('responseTime');
    expect(JSON.stringify(lines)).not.toContain('CANARY');
  });

  it('applies serializers and prefixes of child(), and says which options it ignores', () => {
    const logs = captureLogs();
    const options = {
      serializers: { user: (user: { id: number }) => user.id },
      msgPrefix: '[pay] ',
      redact: ['x'],
    };
    logs.business.child({ user: { id: 1 } }, options).info({ user: { id: 2 } }, 'paid');
    expect(logs.take()).toMatchObject([
      { level: 'warn', ignored: ['redact'] },
      { msg: '[pay] paid', user: 2 },
    ]);
  });
});
