import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConventions, resolveConventions } from '../../src/conventions.js';
import { newError, parseErrorReply, renderErrorReply, StatusError } from '../../src/status/index.js';

const error = newError('DeadlineExceeded', 101_002_003, 'the stock did not answer', {
  reason: 'shop.v1.ERR_STOCK_LATE',
  info: { sku: '7' },
});

describe('renderErrorReply', () => {
  it("answers with Ego's status, the JSON of google.rpc.Status and the business code in a header", () => {
    const { statusCode, headers, body } = renderErrorReply(error, defaultConventions);
    expect(statusCode).toBe(408);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-ego-code': '101002003',
    });
    expect(JSON.parse(body)).toEqual({
      code: 4,
      message: 'the stock did not answer',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.Status',
          code: 101_002_003,
          message: 'the stock did not answer',
        },
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'shop.v1.ERR_STOCK_LATE',
          metadata: { sku: '7' },
        },
      ],
    });
  });

  it("answers with google.rpc's status by option", () => {
    expect(renderErrorReply(error, resolveConventions({ uniformCodes: 'google' })).statusCode).toBe(504);
  });
});

describe('parseErrorReply', () => {
  it('reads what was rendered, whatever was said', () => {
    let runs = 0;
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const options = fc.record({
      reason: text,
      info: fc.dictionary(text, text),
      bizCode: fc.integer({ min: 100_000_000, max: 999_999_999 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), text, options, (code, message, said) => {
        const sent = new StatusError(code, message, said);
        const { statusCode, body } = renderErrorReply(sent, defaultConventions);
        const read = parseErrorReply(statusCode, body);
        expect({ ...read, message: read.message, info: { ...read.info } }).toEqual({
          ...sent,
          message: sent.message,
          info: { ...sent.info },
        });
        runs += 1;
      }),
      { numRuns: 1000 },
    );
    console.log(`${runs} replies read as they were meant`);
  });

  it.each([
    { name: 'a page of HTML', status: 502, body: '<html>', code: 13 },
    { name: 'an empty body', status: 404, body: '', code: 5 },
    { name: 'JSON of another form', status: 429, body: '{"code":"rate","message":1}', code: 8 },
    {
      name: 'more than 64 KiB',
      status: 503,
      body: JSON.stringify({ code: 5, message: 'x'.repeat(70_000) }),
      code: 14,
    },
  ])('takes $name by its status', ({ status, body, code }) => {
    expect(parseErrorReply(status, body)).toMatchObject({
      code,
      statusCode: status,
      message: `HTTP status ${status}`,
    });
  });

  it('believes nothing of a body', () => {
    let runs = 0;
    const detail = fc.record(
      {
        '@type': fc.constantFrom(
          'type.googleapis.com/google.rpc.Status',
          'type.googleapis.com/google.rpc.ErrorInfo',
          'x',
        ),
        code: fc.anything(),
        message: fc.anything(),
        reason: fc.anything(),
        metadata: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const bodies = fc.record({
      code: fc.oneof(fc.integer(), fc.anything()),
      message: fc.oneof(fc.string(), fc.anything()),
      details: fc.oneof(fc.array(detail), fc.anything()),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          bodies.map((body) =>
            JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? 1 : value)),
          ),
          fc.json(),
          fc.string(),
        ),
        (body) => {
          const read = parseErrorReply(500, String(body));
          expect(read.code).toBeGreaterThan(0);
          expect(read.code).toBeLessThan(17);
          expect(read.bizCode === undefined || String(read.bizCode).length === 9).toBe(true);
          expect(
            Object.values(read.info).every(
              (value) => typeof value === 'string' && Buffer.byteLength(value) <= 256,
            ),
          ).toBe(true);
          expect(read.message.length).toBeLessThanOrEqual(1024);
          runs += 1;
        },
      ),
      { numRuns: 5_000 },
    );
    console.log(`${runs} foreign bodies, 0 threw, every limit kept`);
  });
});
