import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessRecord } from '../../src/logs/index.js';
import { accessRecord, captureLogs, dialects, ids } from './captured-logs.js';

const failure = new RangeError('no stock', { cause: new Error('none left') });
const forgeries = [
  '\n',
  '\u2028',
  '\u001b[2J',
  '"}\n{"',
  '","level":"fatal',
  '\\',
  '\ud800',
  '\u202e',
  'password=',
];
const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...forgeries), fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));
const bare = { key: undefined, addr: '', ip: undefined, peerName: '', peerIp: undefined, size: undefined };

describe('access lines', () => {
  it.each(dialects)('carry the facts of the operation in the %s dialect', (dialect) => {
    const logs = captureLogs({ dialect });
    logs.access(accessRecord());
    logs.access(accessRecord({ level: 'error', code: 500, ucode: 500, type: 'recover', error: failure }));
    const [good, bad] = logs.take();
    const event = dialect === 'ecs' ? 'fields.event' : 'event';
    expect(good).toMatchObject({
      [dialect === 'ecs' ? 'message' : 'msg']: 'access',
      ...{ comp: 'server.http', compName: 'http.orders', method: 'GET./orders/:id', key: 'GET' },
      ...{ cost: 1.234, code: 200, ucode: 200, [event]: 'normal', addr: '/orders/12', size: 512 },
      ...{ ip: '10.12.0.7', peerName: 'web-shop', peerIp: '10.12.0.7' },
    });
    expect(bad).toMatchObject({ type: 'recover', ucode: 500 });
    expect(bad?.[dialect === 'ecs' ? 'error.message' : 'error']).toBe('no stock');
    expect(bad?.[{ zap: 'stacktrace', ego: 'stack', ecs: 'error.stack_trace' }[dialect]]).toContain(
      'caused by: Error: none left',
    );
  });

  it('leave out what is unknown, the ids too', () => {
    const logs = captureLogs({ dialect: 'ego' });
    logs.access(accessRecord({ ...bare, traceId: '', spanId: '' }));
    expect(Object.keys(logs.take()[0] ?? {})).toEqual([
      ...['lv', 'ts', 'logger', 'msg', 'app', 'lname', 'version', 'frameworkVersion'],
      ...['comp', 'compName', 'method', 'cost', 'code', 'ucode', 'event'],
    ]);
  });

  it('are left out below the level of the framework logger', () => {
    const logs = captureLogs({ levels: { framework: 'warn', business: 'debug' } });
    logs.access(accessRecord({ costMs: 1 }));
    logs.access(accessRecord({ level: 'warn', costMs: 2 }));
    expect(logs.take()).toMatchObject([{ cost: 2 }]);
  });

  it.each([
    [0, '0.000'],
    [0.0004, '0.000'],
    [0.9996, '1.000'],
    [1.5, '1.500'],
    [12_345.678_9, '12345.679'],
    [86_400_000, '86400000.000'],
  ])('tell a cost of %d ms as %s', (costMs, text) => {
    const logs = captureLogs();
    logs.access(accessRecord({ costMs }));
    expect(logs.takeRaw()[0]).toContain(`"cost":${text},`);
  });

  it('tell a text as what went wrong, and requests and replies in one shape, cut at their limit', () => {
    const logs = captureLogs();
    const req = { metadata: { accept: '*/*', authorization: 'Bearer x' }, payload: '{"pin":"1234","a":1}' };
    const res = { payload: { items: ['x'.repeat(100)] }, limit: 20 };
    logs.access(accessRecord({ level: 'warn', error: 'not found', desc: 'not found', req, res }));
    expect(logs.take()).toMatchObject([
      {
        error: 'not found',
        desc: 'not found',
        req: {
          metadata: { accept: '*/*', authorization: '[redacted]' },
          payload: '{"pin":"[redacted]","a":1}',
        },
        res: { payload: '{"items":["xxxxxxxxx…[+94]' },
      },
    ]);
  });

  it.each(dialects)('are whole lines of the %s dialect whatever a caller sends: 3,000 records', (dialect) => {
    const logs = captureLogs({ dialect });
    const text = fc.oneof(
      { weight: 99, arbitrary: hostileText },
      { weight: 1, arbitrary: fc.constantFrom('界'.repeat(20_000), '\u0001'.repeat(20_000), undefined) },
    );
    const payload = fc.record({ metadata: fc.dictionary(hostileText, hostileText), payload: text });
    const record: fc.Arbitrary<Partial<AccessRecord>> = fc.record({
      method: text.map((value) => value ?? ''),
      ...Object.fromEntries(
        ['key', 'addr', 'name', 'ip', 'peerName', 'peerIp', 'desc', 'type', 'error'].map((key) => [
          key,
          text,
        ]),
      ),
      costMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
      req: fc.option(payload, { nil: undefined }),
      res: fc.option(payload, { nil: undefined }),
    });
    let lines = 0;
    fc.assert(
      fc.property(record, (differing) => {
        logs.access(accessRecord(differing));
        const [line] = logs.take();
        const key = { zap: 'traceId', ego: 'tid', ecs: 'trace.id' }[dialect];
        expect(line?.[key]).toBe(ids.traceId);
        expect(line?.[dialect === 'ecs' ? 'message' : 'msg']).toBe('access');
        lines++;
      }),
      { numRuns: 1000, endOnFailure: true },
    );
    console.log(`${lines} hostile records, ${lines} lines`);
  });
});
