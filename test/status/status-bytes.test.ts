import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStatus } from '../../src/status/decode-status.js';
import { encodeStatus } from '../../src/status/encode-status.js';
import { fromFacts, newError, StatusError } from '../../src/status/index.js';
import { decodeByDefinition, encodeByDefinition, ErrorInfo, Status } from './google-rpc.js';

const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });
const bizCodes = fc.integer({ min: 100_000_000, max: 999_999_999 });
const info = fc.dictionary(text(20), text(40), { maxKeys: 8 });

describe('encodeStatus', () => {
  it('renders what the definitions of google.rpc read', () => {
    const error = newError('NotFound', 101_002_003, 'no order 7', {
      reason: 'shop.v1.ERR_ORDER_NOT_FOUND',
      info: { order: '7' },
    });
    expect(decodeByDefinition(encodeStatus(error))).toEqual({
      code: 5,
      message: 'no order 7',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.Status',
          code: 101_002_003,
          message: 'no order 7',
          details: [],
        },
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'shop.v1.ERR_ORDER_NOT_FOUND',
          domain: '',
          metadata: { order: '7' },
        },
      ],
    });
  });

  it('agrees with the definitions whatever is said', () => {
    let runs = 0;
    const cases = fc.record({
      code: fc.integer({ min: 1, max: 16 }),
      message: text(80),
      reason: text(40),
      bizCode: bizCodes,
      info,
    });
    fc.assert(
      fc.property(cases, ({ code, message, reason, bizCode, info: facts }) => {
        const error = new StatusError(code, message, { bizCode, reason, info: facts });
        const read = decodeByDefinition(encodeStatus(error)) as {
          code: number;
          message: string;
          details: { metadata?: object }[];
        };
        expect([read.code, read.message]).toEqual([code, error.message]);
        const { metadata = {} } = read.details[1] ?? {};
        expect({ ...metadata }).toEqual({ ...error.info });
        runs += 1;
      }),
      { numRuns: 1000 },
    );
    console.log(`${runs} statuses of ours read by the definitions`);
  });

  it('stays below what peers accept as trailers', () => {
    const info = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key${i}`, '漢'.repeat(500)]));
    const error = newError('Internal', 101_000_001, '漢'.repeat(100_000), { reason: 'r'.repeat(9999), info });
    const bytes = encodeStatus(error);
    const trailers = bytes.toString('base64').length + encodeURI(error.message).length;
    console.log(`${bytes.length} bytes of details, ${trailers} of trailers at most`);
    expect(trailers).toBeLessThan(8000);
    expect(Buffer.byteLength(error.message)).toBeLessThanOrEqual(1024);
  });
});

describe('decodeStatus', () => {
  it('reads what the definitions write', () => {
    let runs = 0;
    const cases = fc.record({
      code: fc.integer({ min: -5, max: 20 }),
      message: text(80),
      bizCode: bizCodes,
      reason: text(30),
      info,
    });
    fc.assert(
      fc.property(cases, ({ code, message, bizCode, reason, info: metadata }) => {
        const bytes = encodeByDefinition({ code, message }, [
          { type: Status, message: { code: bizCode, message: 'inner' } },
          { type: ErrorInfo, prefix: 'elsewhere.example/x', message: { reason, domain: 'shop', metadata } },
        ]);
        const facts = decodeStatus(bytes);
        expect(facts).toMatchObject({ code, message, bizCode, bizMessage: 'inner', reason });
        expect({ ...facts?.info }).toEqual({ ...metadata });
        runs += 1;
      }),
      { numRuns: 1000 },
    );
    console.log(`${runs} statuses of the definitions read`);
  });

  it('skips details of other types and takes the first of each it knows', () => {
    const other = { type: Status, prefix: 'x', message: {} };
    const bytes = encodeByDefinition({ code: 5, message: 'm' }, [
      { type: ErrorInfo, message: { reason: 'FIRST' } },
      { type: ErrorInfo, message: { reason: 'SECOND' } },
      other,
      { type: Status, message: { code: 101_000_001 } },
    ]);
    expect(decodeStatus(bytes)).toMatchObject({ reason: 'FIRST', bizCode: 0 });
  });

  it('is never thrown off by foreign bytes, and what it makes of them keeps every limit', () => {
    const good = encodeStatus(
      newError('NotFound', 101_002_003, 'no order', { reason: 'R', info: { a: 'b', c: 'd' } }),
    );
    const mutated = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
      .map((changes) => {
        const bytes = Uint8Array.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.oneof(
          mutated,
          fc.uint8Array({ maxLength: 300 }),
          fc.nat(good.length).map((end) => good.subarray(0, end)),
        ),
        (bytes) => {
          const facts = decodeStatus(bytes);
          counts[facts === undefined ? 'refused' : 'read'] += 1;
          if (facts === undefined) return;
          const error = fromFacts(facts);
          expect(error.code).toBeGreaterThan(0);
          expect(error.code).toBeLessThan(17);
          expect(error.bizCode ?? 100_000_000).toBeGreaterThanOrEqual(100_000_000);
          expect(() => encodeURI(error.message)).not.toThrow();
        },
      ),
      { numRuns: 20_000 },
    );
    console.log(`20000 foreign statuses: ${counts.read} read, ${counts.refused} refused, 0 threw`);
    expect(counts.read).toBeGreaterThan(1000);
    expect(counts.refused).toBeGreaterThan(1000);
  });

  it.each([
    { name: 'a length beyond the end', bytes: [0x12, 0x7f, 0x61] },
    { name: 'a length of 63 bits', bytes: [0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f] },
    { name: 'an endless varint', bytes: Array<number>(11).fill(0xff) },
    { name: 'a group', bytes: [0x0b] },
    { name: 'field number 0', bytes: [0x00, 0x00] },
    { name: 'more than 64 KiB', bytes: Array<number>(70_000).fill(0) },
  ])('refuses $name', ({ bytes }) => {
    expect(decodeStatus(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('does not let a peer make properties of objects', () => {
    const bytes = encodeByDefinition({ code: 5, message: 'm' }, [
      {
        type: ErrorInfo,
        message: { reason: 'R', metadata: JSON.parse('{"__proto__":"polluted","constructor":"x"}') },
      },
    ]);
    const error = fromFacts(decodeStatus(bytes) ?? { code: 0, message: '' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(error.info)).toBeNull();
    expect(error.info['constructor']).toBe('x');
  });
});
