import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bizCode,
  defineError,
  newError,
  parseBizCode,
  parseError,
  StatusError,
} from '../../src/status/index.js';

describe('bizCode', () => {
  it('puts nine digits together and takes them apart again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), fc.nat(999), fc.nat(999), (project, service, error) => {
        const code = bizCode(project, service, error);
        expect(String(code)).toHaveLength(9);
        expect(parseBizCode(code)).toEqual({ project, service, error });
      }),
    );
  });

  it.each([
    [99, 0, 0],
    [1000, 0, 0],
    [101, -1, 0],
    [101, 0, 1000],
    [101, 0.5, 0],
    [Number.NaN, 0, 0],
  ])('refuses %d, %d, %d', (...parts) => {
    expect(() => bizCode(...parts)).toThrow('TRI_STATUS_INVALID_BIZ_CODE');
  });
});

describe('newError', () => {
  it.each([
    { code: 5 as const, name: 'NotFound', status: 404 },
    { code: 'DeadlineExceeded' as const, name: 'DeadlineExceeded', status: 408 },
    { code: 99, name: 'Unknown', status: 500 },
  ])('makes an error of $code', ({ code, name, status }) => {
    const error = newError(code, 101_002_003, 'no order 7');
    expect(error).toMatchObject({
      codeName: name,
      statusCode: status,
      bizCode: 101_002_003,
      message: 'no order 7',
    });
    expect(error).toBeInstanceOf(Error);
  });

  it('keeps the error and tells the mistake when the business code is none', () => {
    const error = newError('Internal', 42, 'broken');
    expect(error.bizCode).toBeUndefined();
    expect(error).toMatchObject({ code: 13, cause: { code: 'TRI_STATUS_INVALID_BIZ_CODE' } });
  });

  it('makes a sendable message of any text', () => {
    expect(() => encodeURI(newError('Internal', 101_000_001, 'x\ud800').message)).not.toThrow();
    expect(newError('Internal', 101_000_001, Symbol('s') as unknown as string).message).toBe('Symbol(s)');
  });
});

describe('defineError', () => {
  const orderNotFound = defineError({
    code: 'NotFound',
    bizCode: bizCode(101, 2, 3),
    reason: 'shop.v1.ERR_ORDER_NOT_FOUND',
    message: 'Order {id} does not exist.',
  });
  const closed = defineError({
    code: 'FailedPrecondition',
    reason: 'shop.v1.ERR_CLOSED',
    message: 'The shop is closed.',
  });

  it('makes errors that say their data, and knows them again', () => {
    const cause = new Error('empty result');
    const error = orderNotFound({ id: 7 }, { cause, info: { id: '7' } });
    expect(error).toMatchObject({ message: 'Order 7 does not exist.', code: 5, bizCode: 101_002_003, cause });
    expect(orderNotFound.is(error)).toBe(true);
    expect(orderNotFound.is(new Error('outer', { cause: error }))).toBe(true);
    expect(closed.is(error)).toBe(false);
    expect(closed.is(closed({ cause }))).toBe(true);
    expect(orderNotFound.is(undefined)).toBe(false);
  });

  it('wants the data of its sentence, and no other', () => {
    // @ts-expect-error: id is missing
    orderNotFound({});
    // @ts-expect-error: the sentence has no such word
    orderNotFound({ id: 1, other: 2 });
    // @ts-expect-error: CamelCase, as Go spells it
    expect(() => defineError({ code: 'NOT_FOUND', bizCode: 101_000_001, message: 'x' })).toThrow(
      'TRI_STATUS_INVALID_ERROR',
    );
  });

  it.each([
    {
      name: 'a short code',
      declaration: { code: 'NotFound', bizCode: 42, message: 'x' },
      code: 'TRI_STATUS_INVALID_BIZ_CODE',
    },
    {
      name: 'no way to know it',
      declaration: { code: 'NotFound', message: 'x' },
      code: 'TRI_STATUS_INVALID_ERROR',
    },
    {
      name: 'OK',
      declaration: { code: 'OK', bizCode: 101_000_001, message: 'x' },
      code: 'TRI_STATUS_INVALID_ERROR',
    },
    {
      name: 'no message',
      declaration: { code: 'NotFound', bizCode: 101_000_001, message: '' },
      code: 'TRI_STATUS_INVALID_ERROR',
    },
    {
      name: 'a reason with space',
      declaration: { code: 'NotFound', reason: 'a b', message: 'x' },
      code: 'TRI_STATUS_INVALID_ERROR',
    },
  ])('refuses $name', ({ declaration, code }) => {
    expect(() => defineError(declaration as Parameters<typeof defineError>[0])).toThrow(code);
  });
});

describe('parseError', () => {
  it.each([
    {
      name: 'an aborted call',
      thrown: new DOMException('x', 'AbortError'),
      code: 1,
      status: 408,
      message: 'canceled',
    },
    {
      name: 'a timeout',
      thrown: new DOMException('x', 'TimeoutError'),
      code: 4,
      status: 408,
      message: 'deadline exceeded',
    },
    {
      name: 'an unforeseen error',
      thrown: new Error('10.0.0.7 refused'),
      code: 2,
      status: 500,
      message: 'unknown error',
    },
    {
      name: 'an error with a 4xx',
      thrown: Object.assign(new Error('body too large'), { statusCode: 413 }),
      code: 3,
      status: 413,
      message: 'body too large',
    },
    {
      name: 'an error with a 5xx',
      thrown: Object.assign(new Error('secret host'), { status: 502 }),
      code: 13,
      status: 502,
      message: 'unknown error',
    },
    { name: 'nothing', thrown: undefined, code: 2, status: 500, message: 'unknown error' },
    { name: 'a text', thrown: 'oops', code: 2, status: 500, message: 'unknown error' },
  ])('reads $name', ({ thrown, code, status, message }) => {
    expect(parseError(thrown)).toMatchObject({
      code,
      statusCode: status,
      message,
      ...(thrown === undefined ? {} : { cause: thrown }),
    });
  });

  it('answers with the table a team chose', () => {
    const tables = (['ego', 'google'] as const).map((table) =>
      Array.from({ length: 17 }, (_, code) => new StatusError(code, 'x').httpStatus(table)),
    );
    expect(tables).toEqual([
      [200, 408, 500, 400, 408, 404, 409, 403, 503, 412, 409, 400, 501, 500, 503, 500, 401],
      [200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401],
    ]);
  });

  it('never throws, whatever is thrown at it', () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
        getPrototypeOf: () => {
          throw new Error('trap');
        },
      },
    );
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    const metadata = {
      get: () => {
        throw new Error('trap');
      },
    };
    let runs = 0;
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          fc.constantFrom(
            hostile,
            circular,
            { code: 5, metadata },
            { code: 5, metadata: { get: () => [7] } },
          ),
        ),
        (thrown) => {
          expect(parseError(thrown)).toBeInstanceOf(StatusError);
          runs += 1;
        },
      ),
      { numRuns: 5_000 },
    );
    console.log(`${runs} thrown values, 0 threw`);
  });
});
