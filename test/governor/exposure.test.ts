import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../src/governor/exposure.js';
import { ask, bearer, startGovernor, token, writeToken } from './start-governor.js';

type Exposure = 'open' | 'inspect' | 'act';
interface Policy {
  readonly path: string;
  readonly methods: Readonly<Record<string, Exposure>>;
}

/** The table of docs/governor.md: what is written there is what has to happen. */
function readPolicy(): Policy[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/governor.md'), 'utf8');
  const table = /<!-- policy: start -->([\s\S]*?)<!-- policy: end -->/.exec(page)?.[1] ?? '';
  return [...table.matchAll(/^\| `([^`]+)`\s*\|([^|]*)\|([^|]*)\|([^|]*)\|/gm)].map(
    ([, path = '', ...cells]) => {
      const methods = ['GET', 'PUT', 'POST'].map((method, i) => [method, (cells[i] ?? '').trim()]);
      return { path, methods: Object.fromEntries(methods.filter(([, exposure]) => exposure !== '')) };
    },
  );
}

const policy = readPolicy();
const listeners = {
  'loopback with a token': { tokenFile: writeToken() },
  'loopback without one': {},
  'a public address': { tokenFile: writeToken(), trustLoopback: false },
  'a public address, read only': { readOnly: true, trustLoopback: false },
} as const;
const everything = { heapProfile: true, heapSnapshot: true };
const tokens = { none: {}, wrong: bearer(`${token.slice(0, -1)}B`), right: bearer() } as const;
const callers = {
  plain: {},
  'an evil host': { host: 'evil.example:9003' },
  'an evil origin': { origin: 'http://evil.example' },
} as const;

interface Cell {
  readonly path: string;
  readonly method: string;
  readonly exposure: Exposure | undefined;
  readonly isKnown: boolean;
  readonly listener: keyof typeof listeners;
  readonly bearer: keyof typeof tokens;
  readonly caller: keyof typeof callers;
}

function* cells(listener: keyof typeof listeners): Generator<Cell> {
  const isReadOnly = 'readOnly' in listeners[listener];
  for (const { path, methods } of policy) {
    const isKnown = !isReadOnly || Object.values(methods).includes('open');
    for (const method of ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'TRACE']) {
      const written = methods[method === 'HEAD' ? 'GET' : method];
      const exposure = method === 'HEAD' && written === 'act' ? undefined : written;
      const kinds = keysOf(tokens).flatMap((one) =>
        keysOf(callers).map((caller) => ({ bearer: one, caller })),
      );
      for (const kind of kinds) yield { path, method, exposure, isKnown, listener, ...kind };
    }
  }
}

function keysOf<Keys extends string>(table: Readonly<Record<Keys, unknown>>): Keys[] {
  return Object.keys(table) as Keys[];
}

/** The prose of docs/governor.md, as a function. */
function expectedStatus({ exposure, isKnown, listener, bearer, caller }: Cell): number | 'served' {
  if (caller === 'an evil host') return 421;
  if (caller === 'an evil origin') return 403;
  if (!isKnown) return 404;
  if (exposure === undefined) return 405;
  const isPublic = listener.startsWith('a public');
  if (exposure === 'open' || (exposure === 'inspect' && !isPublic)) return 'served';
  if (listener === 'loopback without one') return 403;
  return bearer === 'right' ? 'served' : 401;
}

describe('the exposure of the governor', () => {
  it.each(keysOf(listeners))(
    'is what docs/governor.md says, on %s',
    async (listener) => {
      // A heap of a byte is too small for this process, so that each snapshot asked for is refused at no cost.
      const governor = { ...everything, heapSnapshotBytes: 1, ...listeners[listener] };
      const { port, telemetry } = await startGovernor({ jobs: {} }, { governor });
      const wrong: string[] = [];
      let count = 0;
      for (const cell of cells(listener)) {
        const { status } = await ask(
          port,
          cell.path + (cell.path.includes('profile') ? '?seconds=0.001' : ''),
          {
            method: cell.method,
            headers: { ...tokens[cell.bearer], ...callers[cell.caller], 'content-type': 'application/json' },
            ...(cell.method === 'PUT' || cell.method === 'POST' ? { body: '{"name":"x","level":1}' } : {}),
          },
        );
        const expected = expectedStatus(cell);
        // A served PUT or POST finds a body that means nothing here.
        const found = cell.path.endsWith('/snapshot') ? 503 : 200;
        const served = { PUT: 400, POST: 404 }[cell.method] ?? found;
        if (status !== (expected === 'served' ? served : expected)) {
          wrong.push(`${JSON.stringify(cell)}: ${status} instead of ${expected}`);
        }
        count++;
      }
      console.log(`exposure matrix, ${listener}: ${count} cells, ${wrong.length} wrong`);
      expect(wrong).toEqual([]);
      expect(count).toBeGreaterThanOrEqual(400);
      await telemetry.shutdown();
    },
    60_000,
  );

  it('lists in the docs exactly the routes there are', async () => {
    const { port, telemetry } = await startGovernor({}, { governor: everything });
    const routes = JSON.parse((await ask(port, '/')).body) as string[];
    expect(routes.sort()).toEqual(policy.map(({ path }) => path).sort());
    await telemetry.shutdown();
  });

  it.each(['0.0.0.0', '::', '10.1.2.3', 'orders.shop.svc'])(
    'does not begin without a token on %s',
    async (host) => {
      await expect(startGovernor({ host })).rejects.toThrow('TRI_GOVERNOR_OPEN');
    },
  );

  it('knows loopback addresses', () => {
    const loopback = ['127.0.0.1', '127.8.9.1', '::1', 'localhost'];
    const others = ['0.0.0.0', '::', '128.0.0.1', '10.0.0.1', '127.0.0.1.evil.example', 'evil'];
    expect(loopback.filter((one) => !isLoopback(one))).toEqual([]);
    expect(others.filter(isLoopback)).toEqual([]);
  });

  it.each([
    ['127.0.0.1:9003', 200],
    ['localhost', 200],
    ['LOCALHOST.:9003', 200],
    ['10.244.1.7:9003', 200],
    ['[::1]:9003', 200],
    ['orders.shop.svc', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['[evil]', 421],
    ['127.0.0.1@evil.example', 421],
  ])('answers the host %s with %i', async (host, status) => {
    const { port, telemetry } = await startGovernor({}, { governor: { allowedHosts: ['Orders.shop.svc'] } });
    expect((await ask(port, '/livez', { headers: { host } })).status).toBe(status);
    await telemetry.shutdown();
  });
});
