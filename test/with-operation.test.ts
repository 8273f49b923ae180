import { EventEmitter, once } from 'node:events';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineOperation } from '../src/catalog/define-operation.js';
import { bindContext, extractContext, injectContext } from '../src/propagation.js';
import { StatusError } from '../src/status/index.js';
import { createTestTelemetry, type TestTelemetry } from '../src/testing/index.js';
import { withOperation } from '../src/with-operation.js';

const mailSend = defineOperation({
  name: 'mail.send',
  brief: 'A mail sent.',
  side: 'client',
  type: 'http',
  spanKind: 'client',
  slowMs: 0,
  access: 'failed-or-slow',
  attributes: ['component', 'peerService'],
});

let telemetry: TestTelemetry;
beforeEach(() => (telemetry = createTestTelemetry({ access: { clients: true } })));
afterEach(() => telemetry.shutdown());

const facts = { name: 'smtp', peer: 'mail:25', attributes: { peerService: 'mail' } };
const count = (code: string) =>
  telemetry.value('ego_client_handle_total', { name: 'smtp', peer: 'mail:25', code });

describe('withOperation', () => {
  it('ends an operation with what a function returns', async () => {
    expect(withOperation(telemetry, mailSend, facts, () => 7)).toBe(7);
    expect(await count('OK')).toBe(1);
    expect((await telemetry.spans())[0]).toMatchObject({
      name: 'smtp',
      kind: 'client',
      failed: false,
      attributes: { 'peer.service': 'mail' },
    });
    expect(telemetry.lines()[0]).toMatchObject({ msg: 'access', comp: 'mail.send', compName: 'smtp' });
  });

  it('ends it when a promise resolves', async () => {
    const result = withOperation(telemetry, mailSend, facts, async () => (await sleep(1), 7));
    expect(await telemetry.spans()).toEqual([]);
    expect(await result).toBe(7);
    expect(await count('OK')).toBe(1);
  });

  it.each([
    {
      name: 'throws',
      fn: (error: Error) => () => {
        throw error;
      },
    },
    {
      name: 'rejects',
      fn: (error: Error) => async () => {
        throw error;
      },
    },
  ])('fails it when the function $name, with the very error', async ({ fn }) => {
    const error = new Error('refused');
    const run = async () => withOperation(telemetry, mailSend, facts, fn(error));
    await expect(run()).rejects.toBe(error);
    expect(await count('Error')).toBe(1);
    expect((await telemetry.spans())[0]).toMatchObject({ failed: true, events: ['exception'] });
  });

  it('counts an error of the model under its code', async () => {
    const run = () =>
      withOperation(telemetry, mailSend, facts, () => {
        throw new StatusError('NotFound', 'no such box', { bizCode: 101_002_003 });
      });
    expect(run).toThrow('no such box');
    expect(await count('NotFound')).toBe(1);
    expect(telemetry.lines()[0]).toMatchObject({ level: 'warn', ucode: 404, bizCode: 101_002_003 });
  });

  it('lets the function say more, and nests', async () => {
    withOperation(telemetry, mailSend, { name: 'outer' }, (outer) => {
      outer.set({ peerService: 'late' });
      withOperation(telemetry, mailSend, { name: 'inner' }, () => {});
    });
    const [inner, outer] = await telemetry.spans();
    expect(inner?.parentSpanId).toBe(outer?.spanId);
    expect(outer?.attributes['peer.service']).toBe('late');
  });
});

describe('the context of an operation', () => {
  const traceId = () => telemetry.traces.ids()?.traceId;
  /** Says in which trace something runs that was begun inside an operation. */
  const inside = <Result>(fn: (expected: string) => Promise<Result>) =>
    withOperation(telemetry, mailSend, facts, (operation) => fn(operation.traceId));

  it.each([
    { name: 'setTimeout', wait: (done: () => void) => void setTimeout(done, 1) },
    { name: 'setImmediate', wait: (done: () => void) => void setImmediate(done) },
    {
      name: 'setInterval',
      wait: (done: () => void) => {
        const timer = setInterval(() => (clearInterval(timer), done()), 1);
      },
    },
    { name: 'nextTick', wait: (done: () => void) => process.nextTick(done) },
    { name: 'a microtask', wait: (done: () => void) => queueMicrotask(done) },
    {
      name: 'a promise of many steps',
      wait: (done: () => void) =>
        void sleep(1)
          .then(() => sleep(1))
          .finally(done),
    },
  ])('survives $name', async ({ wait }) => {
    await inside(
      (expected) =>
        new Promise<void>((resolve, reject) => {
          wait(() => (traceId() === expected ? resolve() : reject(new Error('lost'))));
        }),
    );
  });

  it('survives async iteration and a pipeline of streams', async () => {
    await inside(async (expected) => {
      const seen = new Set<string | undefined>();
      const note = new Transform({
        objectMode: true,
        transform: (chunk, _, done) => (seen.add(traceId()), done(null, chunk)),
      });
      for await (const _ of Readable.from([1, 2])) seen.add(traceId());
      await pipeline(Readable.from([1, 2]), note, async (source) => {
        for await (const _ of source) seen.add(traceId());
      });
      expect([...seen]).toEqual([expected]);
    });
  });

  it('goes with a callback and the listeners of an emitter that are bound to it', async () => {
    const emitter = new EventEmitter();
    const seen: (string | undefined)[] = [];
    let callback = () => {};
    const expected = await inside(async (id) => {
      callback = bindContext(telemetry, () => void seen.push(traceId()));
      bindContext(telemetry, emitter)
        .on('data', () => seen.push(traceId()))
        .once('data', () => seen.push(traceId()));
      return id;
    });
    callback();
    emitter.emit('data');
    expect(seen).toEqual([expected, expected, expected]);
    expect(traceId()).toBeUndefined();
  });

  it('goes with a message to a worker thread and back', async () => {
    const worker = new Worker(
      "require('node:worker_threads').parentPort.on('message', (m) => require('node:worker_threads').parentPort.postMessage(m))",
      { eval: true },
    );
    const expected = await inside(async (id) => {
      worker.postMessage({ task: 1, carrier: injectContext(telemetry) });
      return id;
    });
    const [{ carrier }] = (await once(worker, 'message')) as [{ carrier: object }];
    await worker.terminate();
    const { context, peer } = extractContext(telemetry, carrier);
    expect(peer).toBe('test-service');
    expect(telemetry.traces.run(context, traceId)).toBe(expected);
  });
});
