import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { grpcClientInterceptor, grpcHandlers, grpcServerInterceptor } from '../../src/instrument/grpc.js';
import {
  newError,
  parseError,
  parseErrorReply,
  renderErrorReply,
  type StatusError,
} from '../../src/status/index.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';

const peer = findProgram('status-peer') ?? '';

/** Messages that stress encodings: percent signs, quotes, other alphabets, emoji, and none at all. */
const messages = ['no order 7', '100 % "sure"\\', 'заказ не найден', '订单不存在', 'gone 🚀', ''];

/** A service whose methods carry raw bytes, so that no code has to be generated. */
function method(
  name: string,
  requestStream: boolean,
  responseStream: boolean,
): grpc.MethodDefinition<Buffer, Buffer> {
  const same = (bytes: Buffer) => bytes;
  return {
    path: `/shop.v1.Orders/${name}`,
    requestStream,
    responseStream,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

const service = {
  unary: method('Unary', false, false),
  upload: method('Upload', true, false),
  watch: method('Watch', false, true),
  chat: method('Chat', true, true),
};

interface PeerFacts {
  readonly code: number;
  readonly bizCode: number;
  readonly message: string;
  readonly said: string;
  readonly parsed: boolean;
  readonly reason?: string;
  readonly info?: Record<string, string>;
}

/** Runs the Go program and returns what it says of an error. */
async function ask(args: readonly string[], input = ''): Promise<PeerFacts> {
  const child = spawn(peer, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(text) as PeerFacts;
}

describeWith(['status-peer'], 'errors between Node and Go', () => {
  const closers: (() => unknown)[] = [];
  let current: StatusError = newError('Unknown', 100_000_000, 'none');
  let address = '';
  let goServer: ChildProcess;
  let goAddress = '';

  beforeAll(async () => {
    const telemetry = createTestTelemetry();
    const server = new grpc.Server({ interceptors: [grpcServerInterceptor(telemetry, grpc)] });
    const fail = async () => {
      throw current;
    };
    server.addService(service, grpcHandlers({ unary: fail, upload: fail, watch: fail, chat: fail }));
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    address = `127.0.0.1:${port}`;
    goServer = spawn(peer, ['serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
    [goAddress] = (await once(createInterface(goServer.stdout as NodeJS.ReadableStream), 'line')) as [string];
    closers.push(
      () => server.forceShutdown(),
      () => goServer.stdin?.end(),
      () => telemetry.shutdown(),
    );
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });

  it('lets a Go client read ours by every code and message, with the ParseError of the deck', async () => {
    let read = 0;
    for (let code = 1; code <= 16; code++) {
      const message = messages[code % messages.length] as string;
      current = newError(code, 101_002_000 + code, message, {
        reason: `shop.v1.ERR_${code}`,
        info: { n: String(code) },
      });
      expect(await ask(['call', address, '/shop.v1.Orders/Unary'])).toEqual({
        code,
        bizCode: 101_002_000 + code,
        message,
        said: message,
        parsed: true,
        reason: `shop.v1.ERR_${code}`,
        info: { n: String(code) },
      });
      read += 1;
    }
    console.log(`${read} errors of ours read in Go`);
  });

  it.each(['Upload', 'Watch', 'Chat'])('lets a Go client read ours from the stream %s', async (name) => {
    current = newError('NotFound', 101_002_003, 'no order 7', { reason: 'shop.v1.ERR_ORDER_NOT_FOUND' });
    expect(await ask(['call', address, `/shop.v1.Orders/${name}`])).toMatchObject({
      code: 5,
      bizCode: 101_002_003,
    });
  });

  it('lets a Go client read the largest that leaves', async () => {
    const info = Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`key${i}`, '漢'.repeat(200)]));
    current = newError('Internal', 101_002_003, '漢'.repeat(5000), { reason: 'r'.repeat(900), info });
    expect(await ask(['call', address, '/shop.v1.Orders/Unary'])).toMatchObject({
      code: 13,
      message: current.message,
    });
  });

  it("reads a Go server's by every code and message", async () => {
    const telemetry = createTestTelemetry();
    const interceptors = [grpcClientInterceptor(telemetry, grpc, { name: 'grpc.go', target: goAddress })];
    const Client = grpc.makeGenericClientConstructor(service, 'Orders');
    const client = new Client(goAddress, grpc.credentials.createInsecure(), { interceptors });
    for (let code = 1; code <= 16; code++) {
      const message = messages[code % messages.length] as string;
      const metadata = new grpc.Metadata();
      for (const [key, value] of Object.entries({
        code,
        'biz-code': 101_003_000 + code,
        reason: `shop.v1.ERR_${code}`,
      }))
        metadata.set(key, String(value));
      metadata.set('message-bin', Buffer.from(message));
      const error = await new Promise<grpc.ServiceError | null>((resolve) => {
        client.makeUnaryRequest(
          service.unary.path,
          service.unary.requestSerialize,
          service.unary.responseDeserialize,
          Buffer.alloc(0),
          metadata,
          resolve,
        );
      });
      expect(error).toMatchObject({ bizCode: 101_003_000 + code, reason: `shop.v1.ERR_${code}` });
      const known = parseError(error);
      expect(known).toMatchObject({
        code,
        bizCode: 101_003_000 + code,
        message,
        reason: `shop.v1.ERR_${code}`,
      });
      expect({ ...known.info }).toEqual({ from: 'go' });
    }
    console.log('16 errors of Go read here');
    expect((await telemetry.spans()).map(({ attributes }) => attributes['biz.code'])).toHaveLength(16);
    client.close();
    await telemetry.shutdown();
  });

  it('lets protojson read our HTTP body, and reads what protojson writes', async () => {
    for (const message of messages) {
      const error = newError('NotFound', 101_002_003, message, {
        reason: 'shop.v1.ERR_ORDER_NOT_FOUND',
        info: { id: '7' },
      });
      const { body } = renderErrorReply(error, defaultConventions);
      expect(await ask(['read'], body)).toEqual({
        code: 5,
        bizCode: 101_002_003,
        message,
        said: message,
        parsed: true,
        reason: 'shop.v1.ERR_ORDER_NOT_FOUND',
        info: { id: '7' },
      });
    }
    const theirs = execFileSync(peer, ['write'], { encoding: 'utf8' });
    const read = parseErrorReply(403, theirs);
    expect(read).toMatchObject({
      code: 7,
      bizCode: 101_002_009,
      message: 'not yours',
      reason: 'shop.v1.ERR_FOREIGN',
    });
  });
});
