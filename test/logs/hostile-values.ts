import { runInNewContext } from 'node:vm';

const boom = (): never => {
  throw new Error('boom');
};
/** Throws something that is itself hostile to whoever looks at it. */
const boomProxy = (): never => {
  throw revoked();
};

function revoked(target: object = {}): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const traps = [
  ...[
    'apply',
    'construct',
    'defineProperty',
    'deleteProperty',
    'get',
    'getOwnPropertyDescriptor',
    'getPrototypeOf',
  ],
  ...['has', 'isExtensible', 'ownKeys', 'preventExtensions', 'set', 'setPrototypeOf'],
] as const;

function nest(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'end';
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
}

function cyclic(): Record<string, unknown> {
  const value: Record<string, unknown> = { list: [] };
  value['self'] = value;
  (value['list'] as unknown[]).push(value, [value]);
  return value;
}

function errorWith(property: string, value: PropertyDescriptor): Error {
  return Object.defineProperty(new Error('hostile'), property, value);
}

function endless(): unknown {
  return new Proxy(
    {},
    {
      get: endless,
      ownKeys: () => ['a', 'b'],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}

class HostileError extends Error {
  override get message(): string {
    return boom();
  }
  override get name(): string {
    return boom();
  }
  override get stack(): string {
    return boom();
  }
  override get cause(): unknown {
    return boom();
  }
}

/** Values that break loggers, each made anew: name → maker. */
export const hostileValues: Readonly<Record<string, () => unknown>> = {
  ...Object.fromEntries(
    traps.map((trap) => [`a Proxy whose ${trap} throws`, () => new Proxy({ a: 1 }, { [trap]: boom })]),
  ),
  'a Proxy that throws hostile things': () => new Proxy({}, { get: boomProxy, ownKeys: boomProxy }),
  'a Proxy of a function': () => new Proxy(boom, { get: boom, apply: boom }),
  'a Proxy of an error': () => new Proxy(new Error('x'), { get: boom, getPrototypeOf: boom }),
  'a Proxy without end': endless,
  'a revoked Proxy': () => revoked(),
  'a revoked Proxy of an array': () => revoked([]),
  'a revoked Proxy of a function': () => revoked(boom),
  'a getter that throws': () => Object.defineProperty({ a: 1 }, 'b', { get: boom, enumerable: true }),
  'a getter that throws hostile things': () =>
    Object.defineProperty({}, 'b', { get: boomProxy, enumerable: true }),
  'a toJSON that throws': () => ({ toJSON: boom }),
  'a toJSON that returns itself': () => ({
    a: 1,
    toJSON() {
      return this;
    },
  }),
  'a toJSON that returns its like': () => {
    const make = (): object => ({ toJSON: make });
    return make();
  },
  'a toJSON getter that throws': () => Object.defineProperty({}, 'toJSON', { get: boom }),
  'a toString and valueOf that throw': () => ({ toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom }),
  'a class instance with hostile valueOf': () =>
    new (class {
      valueOf = boom;
      constructor2 = boom;
    })(),
  'an object without prototype': () => Object.assign(Object.create(null) as object, { a: 1 }),
  'an object whose constructor is null': () => ({ constructor: null, a: 1 }),
  'a typed array whose constructor throws': () =>
    Object.defineProperty(new Uint8Array(3), 'constructor', { get: boom }),
  'own hasOwnProperty': () => ({ hasOwnProperty: boom, isPrototypeOf: boom }),
  'a key __proto__': () => JSON.parse('{"__proto__":{"level":"fatal"},"a":1}') as unknown,
  'a cycle': cyclic,
  'a cycle through a Map': () => {
    const map = new Map<unknown, unknown>();
    return map.set('self', map).set(map, map);
  },
  'a cycle through a Set': () => {
    const set = new Set<unknown>();
    return set.add(set);
  },
  'depth 100,000 of objects': () => nest(100_000, (inner) => ({ inner })),
  'depth 100,000 of lists': () => nest(100_000, (inner) => [inner]),
  'depth 1,000 of Maps': () => nest(1000, (inner) => new Map([['inner', inner]])),
  'width 100,000 of objects': () =>
    Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key${i}`, i])),
  'width 100,000 of lists': () => Array.from({ length: 100_000 }, (_, i) => i),
  'width 100,000 of Sets': () => new Set(Array.from({ length: 100_000 }, (_, i) => i)),
  'a tree of 10^10 leaves': () => nest(10, (inner) => Array.from({ length: 10 }, () => inner)),
  'a sparse list': () => {
    const list: unknown[] = [];
    list[4_000_000_000] = 1;
    return list;
  },
  'a text of 10 MB': () => 'x'.repeat(10_000_000),
  'a text of 1 MB of controls': () => '\u0000'.repeat(1_000_000),
  'a text of 100,000 emoji': () => '😀'.repeat(100_000),
  'a text of lone surrogates': () => '\ud800'.repeat(1000),
  'a key of 1 MB': () => ({ ['k'.repeat(1_000_000)]: 1, [`${'k'.repeat(1_000_000)}2`]: 2 }),
  'keys of lone surrogates': () => ({ '\ud800': 1, '\ud801': 2, '\udfff': 3 }),
  'a cause chain of 100,000': () => nest(100_000, (cause) => new Error('x', { cause })),
  'a cyclic cause': () => {
    const error = new Error('x');
    error.cause = error;
    return error;
  },
  'an AggregateError of 10,000': () =>
    new AggregateError(
      Array.from({ length: 10_000 }, (_, i) => new Error(`e${i}`)),
      'many',
    ),
  'an AggregateError of hostile things': () =>
    new AggregateError([revoked(), new HostileError(), cyclic()], 'many'),
  'an error whose accessors throw': () => new HostileError(),
  'an error with a stack of 1 MB': () => errorWith('stack', { value: 'x\n'.repeat(500_000) }),
  'an error whose stack is a cycle': () => errorWith('stack', { value: cyclic() }),
  'an error whose errors are hostile': () => errorWith('errors', { value: new Proxy([], { get: boom }) }),
  'an error whose message is an object': () => errorWith('message', { value: cyclic() }),
  'an error of another realm': () => runInNewContext('new RangeError("other")') as unknown,
  'a plain object that poses as an error': () => ({
    __proto__: Error.prototype,
    message: { toString: boom },
  }),
  'a Date without time': () => new Date(Number.NaN),
  'a Date with own methods': () =>
    Object.assign(new Date(0), { toISOString: boom, toJSON: boom, getTime: boom }),
  'a Map with own methods': () => Object.assign(new Map([['a', 1]]), { entries: boom, keys: boom }),
  'a Map whose iterator throws': () => Object.assign(new Map([['a', 1]]), { [Symbol.iterator]: boom }),
  'a list whose length lies': () =>
    new Proxy([1], { get: (list, key, self) => (key === 'length' ? 2 ** 53 : Reflect.get(list, key, self)) }),
  'a Buffer of 10 MB': () => Buffer.alloc(10_000_000),
  'a detached ArrayBuffer': () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  },
  'a BigInt': () => 2n ** 70n,
  'a BigInt of 100,000 digits': () => 10n ** 100_000n,
  'a symbol': () => Symbol('s\u0000'),
  'a symbol with a long name': () => Symbol('s'.repeat(100_000)),
  'a function': () => boom,
  'a function whose name throws': () => Object.defineProperty(() => 1, 'name', { get: boom }),
  'a class': () => HostileError,
  'a generator': () =>
    (function* () {
      yield boom();
    })(),
  'an iterable without end': () => ({
    *[Symbol.iterator]() {
      for (;;) yield 1;
    },
  }),
  'a rejected promise': () => {
    const promise = Promise.reject(new Error('x'));
    promise.catch(() => undefined);
    return promise;
  },
  NaN: () => Number.NaN,
  'minus zero': () => -0,
  'boxed primitives': () => [Object(1n), Object(Symbol('x')), new String('s'), new Number(Number.NaN)],
  'a boxed text with own toString': () => Object.assign(new String('s'), { toString: boom, valueOf: boom }),
  'a RegExp with own source': () => Object.defineProperty(/x/, 'source', { get: boom }),
  'a weak reference': () => new WeakRef({}),
  process: () => process,
  'an invalid format': () => '%s %d %j %o %O %i %f %% %',
  undefined: () => undefined,
  null: () => null,
};
