import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { reservedKeys, dialects as dialectTable } from '../../src/log-dialects.js';
import type { Logger } from '../../src/logs/index.js';
import { captureLogs, dialects } from './captured-logs.js';
import { hostileValues } from './hostile-values.js';

type Place = (log: Logger, value: never) => void;

/** Every way a value can reach a line; each is one line. */
const places: Readonly<Record<string, Place>> = {
  'the first argument': (log, value) => log.info(value),
  'the first argument with a message': (log, value) => log.info(value, 'm'),
  'the second argument': (log, value) => log.info('m', value),
  'the third argument': (log, value) => log.info('m', { a: 1 }, value),
  'a field': (log, value) => log.info('m', { value }),
  'a field below': (log, value) => log.info('m', { a: { b: [value, new Map([['c', value]])] } }),
  'the error field': (log, value) => log.error('m', { error: value }),
  'the err field': (log, value) => log.error({ err: value }),
  'the msg field': (log, value) => log.info({ msg: value }),
  'a cause': (log, value) => log.error('m', new Error('x', { cause: value })),
  'a binding': (log, value) => log.with({ value }).info('m'),
  'all bindings': (log, value) => log.with(value).info('m'),
  'pino bindings': (log, value) => log.child(value, { level: 'info' }).info('m'),
  'child options': (log, value) =>
    (log.child as (a: object, b: unknown) => Logger)({ a: 1 }, value).warn('m'),
  'a name': (log, value) => log.named(value).info('m'),
  'a serializer’s result': (log, value) =>
    log.child({}, { serializers: { v: () => value as unknown } }).info({ v: 1 }, 'm'),
  'a format argument': (log, value) => log.info('%s %d %j %o', value, value, value, value),
};

/** What a logger says itself about options it does not take. */
const ownWarning = /options of child\(\) are ignored|unknown log level is ignored/;
/** Those that take long to make. */
const large = /0,000|10\^|MB|1,000|sparse/;

let slowest = { name: '', ms: 0 };
const durations: number[] = [];

function timed(name: string, run: () => void): void {
  const start = performance.now();
  run();
  const ms = performance.now() - start;
  durations.push(ms);
  if (ms > slowest.ms) slowest = { name, ms };
}

afterAll(() => {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (ratio: number): string => (sorted[Math.floor((sorted.length - 1) * ratio)] ?? 0).toFixed(2);
  console.log(
    `${sorted.length} calls: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, p99.9 ${at(0.999)} ms, slowest ${slowest.ms.toFixed(1)} ms (${slowest.name})`,
  );
});

describe('the guard', () => {
  it.each(dialects)(
    'makes one valid line of every hostile value in every place, in the %s dialect',
    (dialect) => {
      const logs = captureLogs({ dialect });
      let lines = 0;
      for (const [name, make] of Object.entries(hostileValues)) {
        // Values are rendered alike in all dialects, so the large ones are tried once.
        if (dialect !== 'zap' && large.test(name)) continue;
        for (const [place, log] of Object.entries(places)) {
          const value = make();
          // Child options that are not pino's may be said to be ignored in a line of their own.
          timed(`${name} as ${place}`, () => log(logs.business, value as never));
          const taken = logs.takeRaw();
          const said = taken.filter((line) => !ownWarning.test(line));
          expect(said.length, `${name} as ${place}`).toBe(1);
          lines++;
        }
      }
      console.log(
        `${dialect}: ${lines / Object.keys(places).length} values × ${Object.keys(places).length} places = ${lines} lines, 0 throws`,
      );
    },
    120_000,
  );

  it('makes one valid line of 100,000 random values', () => {
    const logs = captureLogs();
    const text = fc
      .array(
        fc.constantFrom(
          '","',
          '":"',
          '"="',
          '"',
          '\\',
          '\n',
          '\r',
          '}',
          '{',
          '__proto__',
          'level',
          'msg',
          'token',
          'a',
          '\u2028',
          '\u0000',
          '\ud800',
          'fields.',
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(''));
    const random = fc.anything({
      ...{ maxDepth: 3, maxKeys: 6, key: text, values: [text, fc.double(), fc.boolean(), fc.constant(null)] },
      ...{ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true },
      ...{ withNullPrototype: true, withObjectString: true, withSparseArray: true, withBoxedValues: true },
    });
    // fast-check looks at what it generates, so hostile values are made when it is done.
    const small = Object.entries(hostileValues).filter(([name]) => !large.test(name));
    const hostile = fc.constantFrom(...small.map(([, make]) => make));
    const value = fc.oneof(
      { weight: 3, arbitrary: random.map((made) => () => made) },
      { weight: 1, arbitrary: hostile },
      {
        weight: 2,
        arbitrary: fc
          .tuple(text, random, hostile)
          .map(([key, other, make]) => () => ({ first: other, [key]: make(), list: [make(), other] })),
      },
    );
    let values = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(places)),
        fc.array(value, { minLength: 5, maxLength: 5 }),
        (place, five) => {
          for (const each of five) {
            timed('a random value', () => place(logs.business, each() as never));
            values++;
          }
          const said = logs.takeRaw().filter((line) => !ownWarning.test(line));
          expect(said).toHaveLength(5);
        },
      ),
      { numRuns: 20_000, endOnFailure: true },
    );
    console.log(`${values} values, 0 throws, ${values} lines`);
  }, 240_000);

  it('does not keep what it was given', () => {
    const logs = captureLogs();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const round = (): void => {
      for (let i = 0; i < 2000; i++)
        logs.business.info(`m${i}`, { [`key${i % 3000}`]: 'v'.repeat(1000), big: 'x'.repeat(20_000) });
      logs.takeRaw();
    };
    round();
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 5; i++) round();
    collect();
    const grownMb = (process.memoryUsage().heapUsed - before) / 1e6;
    console.log(`heap ${grownMb.toFixed(1)} MB more after 10,000 lines of 21 KB`);
    expect(grownMb).toBeLessThan(5);
  }, 60_000);
});

describe('reserved keys', () => {
  it.each(dialects)(
    'are ours on every line of the %s dialect, and the caller’s are kept elsewhere',
    (dialect) => {
      const logs = captureLogs({ dialect });
      const { keys } = dialectTable[dialect];
      const own = (line: Record<string, unknown> | undefined): unknown =>
        [...reservedKeys(dialectTable[dialect])]
          .filter((key) => ![keys.time, keys.message, keys.error].includes(key))
          .map((key) => [key, line?.[key]]);
      logs.business.info('m');
      const honest = own(logs.take()[0]);
      const name = fc.constantFrom(
        ...reservedKeys(dialectTable[dialect]),
        'level',
        'time',
        'ts',
        'msg',
        'error',
        'err',
        'service',
        'version',
        'trace_id',
        'traceId',
        'fields.level',
        'fields.msg',
        'log',
        'trace',
        'ecs',
      );
      const forged = fc.dictionary(
        name,
        fc.oneof(fc.constant('forged'), fc.constant({ id: 'forged', level: 'forged' }), fc.integer()),
        { minKeys: 1, maxKeys: 6, noNullPrototype: true },
      );
      let runs = 0;
      fc.assert(
        fc.property(forged, forged, (fields, bindings) => {
          logs.business.child(bindings).with(fields).info('m', fields);
          const line = logs.take()[0];
          expect(own(line)).toEqual(honest);
          expect(line?.[keys.message]).toBe('m');
          for (const [key, value] of Object.entries(fields)) {
            const shown = line?.[`fields.${key}`] ?? line?.[key] ?? line?.[keys.error];
            expect(typeof value === 'object' ? JSON.stringify(value) : value).toEqual(
              typeof shown === 'object'
                ? JSON.stringify(shown)
                : typeof value === 'number' && typeof shown === 'string'
                  ? Number(shown)
                  : shown,
            );
          }
          runs++;
        }),
        { numRuns: Math.ceil(20_000 / dialects.length) },
      );
      console.log(`${dialect}: ${runs} forgeries, 0 succeeded, each key once`);
    },
    120_000,
  );
});

describe('what a line shows to a terminal', () => {
  it('holds no raw control character for any of the 65,536 units, in keys, values, messages and stacks', () => {
    const logs = captureLogs();
    let lines = 0;
    for (let start = 0; start < 65_536; start += 16) {
      const units = Array.from({ length: 16 }, (_, i) => String.fromCharCode(start + i)).join('');
      logs.business.info(units);
      logs.business.named(units).info('m', { [units]: units, nested: { [units]: [units] } });
      logs.business.error(Object.assign(new Error(units), { stack: units, code: units }));
      logs.business.with({ [units]: units }).info('%s', units);
      lines += logs.takeRaw().length;
    }
    console.log(`65,536 units in ${lines} lines of ${(65_536 / 16) * 4}`);
    expect(lines).toBe((65_536 / 16) * 4);
  }, 60_000);

  it('is one line for 2,000 sequences that forge lines, and says them unchanged', () => {
    const logs = captureLogs();
    const piece = fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\u2028',
      '\u2029',
      '\u0085',
      '\u001b[2J',
      '\u009b31m',
      '\u202e',
      '{"level":"fatal"}',
      '"}\n{"',
      '\\',
      '\\n',
      '\u0000',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        logs.business.info(text, { text });
        expect(logs.take()).toMatchObject([{ msg: text, text }]);
      }),
      { numRuns: 2000 },
    );
    console.log('2,000 sequences, 2,000 lines');
  });
});
