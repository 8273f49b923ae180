import * as grpc from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grpcClientInterceptor, grpcHandlers, grpcServerInterceptor } from '../../src/instrument/grpc.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

const pack = (value: unknown) => Buffer.from(JSON.stringify(value));
const unpack = (bytes: Buffer) => JSON.parse(bytes.toString()) as number;

function method(name: string, requestStream: boolean, responseStream: boolean) {
  const path = `/test.Kinds/${name}`;
  const coding = { requestSerialize: pack, requestDeserialize: unpack };
  return {
    path,
    requestStream,
    responseStream,
    ...coding,
    responseSerialize: pack,
    responseDeserialize: unpack,
  };
}

const service = {
  echo: method('Echo', false, false),
  sum: method('Sum', true, false),
  count: method('Count', false, true),
  chat: method('Chat', true, true),
};
type Kind = keyof typeof service;
const kinds: { kind: Kind; type: string; path: string }[] = [
  { kind: 'echo', type: 'unary', path: '/test.Kinds/Echo' },
  { kind: 'sum', type: 'stream', path: '/test.Kinds/Sum' },
  { kind: 'count', type: 'stream', path: '/test.Kinds/Count' },
  { kind: 'chat', type: 'stream', path: '/test.Kinds/Chat' },
];

/** Messages that are not answered as usual. */
const [refused, thrown, hanging] = [-1, -2, 13];

/** The status of what is refused, with trailers of the application's own. */
function refusal(): Error {
  const metadata = new grpc.Metadata();
  metadata.set('why', 'sold-out');
  const code = grpc.status.FAILED_PRECONDITION;
  return Object.assign(new Error('refused'), { code, details: 'refused', metadata });
}

function check(value: number): void {
  if (value === thrown) throw new Error('handler threw');
}

let server: TestTelemetry;
let client: TestTelemetry;
let running: grpc.Server;
let stub: grpc.Client;
let received: grpc.Metadata;

/** Cancels the call that hangs, once its message has arrived. */
let cancel: () => void;

const handlers = {
  echo(call: grpc.ServerUnaryCall<number, number>, callback: grpc.sendUnaryData<number>) {
    arrive(call);
    check(call.request);
    if (call.request === refused) callback(refusal());
    else if (call.request !== hanging) callback(null, call.request);
  },
  sum(call: grpc.ServerReadableStream<number, number>, callback: grpc.sendUnaryData<number>) {
    let sum = 0;
    call.on('data', (value: number) => {
      arrive(call);
      sum += value;
      if (value === refused) callback(refusal());
      if (value === thrown) callback(new Error('handler threw'));
    });
    call.on('end', () => sum > 0 && callback(null, sum));
  },
  count(call: grpc.ServerWritableStream<number, number>) {
    arrive(call);
    check(call.request);
    if (call.request === refused) call.emit('error', refusal());
    if (call.request < 0 || call.request === hanging) return;
    for (let i = 1; i <= call.request; i++) call.write(i);
    call.end();
  },
  chat(call: grpc.ServerDuplexStream<number, number>) {
    let hangs = false;
    call.on('data', (value: number) => {
      hangs = value === hanging;
      arrive(call);
      if (value === refused) call.emit('error', refusal());
      if (value === thrown) call.emit('error', new Error('handler threw'));
      if (value > 0 && value !== hanging) call.write(value * 2);
    });
    // grpc-js reports a canceled call as ended first; a handler that takes that for an answer has answered.
    call.on('end', () => hangs || call.end());
  },
};

function arrive({ metadata }: { metadata: grpc.Metadata }): void {
  received = metadata;
  server.log.info('inside');
  cancel();
}

beforeEach(async () => {
  cancel = () => {};
  server = createTestTelemetry({ service: { name: 'orders' } });
  client = createTestTelemetry({ service: { name: 'gateway' } });
  running = new grpc.Server({ interceptors: [grpcServerInterceptor(server, grpc)] });
  running.addService(service, grpcHandlers(handlers));
  const port = await new Promise<number>((resolve, reject) => {
    running.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const target = `127.0.0.1:${port}`;
  stub = new (grpc.makeGenericClientConstructor(service, 'Kinds'))(
    target,
    grpc.credentials.createInsecure(),
    {
      interceptors: [grpcClientInterceptor(client, grpc, { name: 'grpc.orders', target })],
    },
  );
});

afterEach(async () => {
  stub.close();
  running.forceShutdown();
  await server.shutdown();
  await client.shutdown();
});

interface Ended {
  readonly code: number;
  readonly details: string;
  readonly metadata: grpc.Metadata;
}
type Call = grpc.ClientUnaryCall & grpc.ClientDuplexStream<number, number>;

/** Calls a method with one message; resolves to the status it ended with. */
function call(kind: Kind, value: number, options: grpc.CallOptions = {}, isCanceled = false): Promise<Ended> {
  const { requestStream, responseStream } = service[kind];
  const metadata = new grpc.Metadata();
  metadata.set('tenant', 'acme');
  return new Promise((resolve) => {
    const send = (stub as unknown as Record<Kind, (...args: unknown[]) => Call>)[kind].bind(stub);
    const args = [...(requestStream ? [] : [value]), metadata, options];
    const sent = responseStream ? send(...args) : send(...args, () => {});
    sent.on('status', resolve);
    if (responseStream) sent.on('data', () => {}).on('error', () => {});
    if (requestStream) {
      sent.write(value);
      if (value !== hanging) sent.end();
    }
    if (isCanceled) cancel = () => setImmediate(() => sent.cancel());
  });
}

describe.each(kinds)('a call of $path', ({ kind, type, path }) => {
  const counted = (telemetry: TestTelemetry, side: string, code: string) =>
    telemetry.value(`ego_${side}_handle_total`, { type, method: path, code });
  const expectBoth = async (code: string, atServer = code) => {
    await expect.poll(() => counted(client, 'client', code)).toBe(1);
    await expect.poll(() => counted(server, 'server', atServer)).toBe(1);
    expect(await client.value('ego_client_started_total', { method: path })).toBe(1);
    expect(await server.value('ego_server_started_total', { method: path })).toBe(1);
    expect([(await client.spans()).length, (await server.spans()).length]).toEqual([1, 1]);
  };

  it('is one operation at both ends, in one trace, with the metadata of its caller and ours', async () => {
    expect((await call(kind, 3)).code).toBe(grpc.status.OK);
    await expectBoth('OK');
    const [ours] = await client.spans();
    const [theirs] = await server.spans();
    expect(theirs).toMatchObject({ traceId: ours?.traceId, parentSpanId: ours?.spanId });
    expect(['tenant', 'app'].map((key) => received.get(key)[0])).toEqual(['acme', 'gateway']);
    const inside = server.lines().find(({ msg }) => msg === 'inside');
    expect(inside?.['traceId']).toBe(ours?.traceId);
  });

  it('tells a status with its details and trailers, which reach the caller unchanged', async () => {
    const { code, details, metadata } = await call(kind, refused);
    expect([code, details]).toEqual([grpc.status.FAILED_PRECONDITION, 'refused']);
    expect(metadata.get('why')).toEqual(['sold-out']);
    await expectBoth('FailedPrecondition');
  });

  it('counts a handler that throws, once', async () => {
    expect((await call(kind, thrown)).code).toBe(grpc.status.UNKNOWN);
    await expectBoth('Unknown');
    const line = server.lines().find(({ msg }) => msg === 'access');
    expect(line).toMatchObject({ level: 'error', error: 'handler threw' });
  });

  it('ends with its deadline at both ends', async () => {
    let calls = 0;
    let patience = 50;
    // A deadline may pass before the server has heard of the call, which then has one end only.
    for (let hasArrived = false; !hasArrived; patience *= 2) {
      cancel = () => (hasArrived = true);
      const { code } = await call(kind, hanging, { deadline: Date.now() + patience });
      expect(code).toBe(grpc.status.DEADLINE_EXCEEDED);
      calls++;
    }
    await expect.poll(() => counted(client, 'client', 'DeadlineExceeded')).toBe(calls);
    const started = await server.value('ego_server_started_total', { method: path });
    expect(started).toBeGreaterThan(0);
    await expect.poll(() => counted(server, 'server', 'DeadlineExceeded')).toBe(started);
    expect([(await client.spans()).length, (await server.spans()).length]).toEqual([calls, started]);
  });

  it('ends when its caller cancels it', async () => {
    expect((await call(kind, hanging, {}, true)).code).toBe(grpc.status.CANCELLED);
    await expectBoth('Canceled');
  });
});
