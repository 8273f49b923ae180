import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpServerRequest } from '../../src/catalog/http-operations.js';
import { exampleTrace, recordExample } from '../support/example-trace.js';
import { readOtlpProtobuf } from './read-otlp-protobuf.js';
import type { ReceivedSpan } from './received-span.js';
import { imbalance, startTraces } from './start-traces.js';

interface Answer {
  readonly code?: number;
  readonly metadata?: Metadata;
  readonly reply?: Buffer;
}

const method = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

describe('the exporter over gRPC', () => {
  const server = new Server();
  const received: ReceivedSpan[] = [];
  const headers: unknown[] = [];
  let answers: Answer[] = [];
  let endpoint = '';
  beforeAll(async () => {
    const plain = { requestSerialize: (body: Buffer) => body, responseSerialize: (body: Buffer) => body };
    const service = {
      export: {
        ...plain,
        path: method,
        requestStream: false,
        responseStream: false,
        requestDeserialize: (body: Buffer) => body,
        responseDeserialize: (body: Buffer) => body,
      },
    };
    server.addService(service, {
      export(
        call: { request: Buffer; metadata: Metadata },
        done: (error: object | null, reply?: Buffer) => void,
      ) {
        const { code = status.OK, metadata, reply = Buffer.alloc(0) } = answers.shift() ?? {};
        headers.push(call.metadata.get('x-tenant')[0]);
        if (code !== status.OK) return done({ code, details: 'no\u001b[31m', metadata });
        received.push(...readOtlpProtobuf(call.request));
        done(null, reply);
      },
    });
    const port = await new Promise<number>((resolve) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_error, bound) => resolve(bound)),
    );
    endpoint = `127.0.0.1:${port}`;
  });
  afterAll(() => server.forceShutdown());

  const send = async (...given: Answer[]) => {
    answers = given;
    received.length = 0;
    const { traces, said } = startTraces({
      exporter: { kind: 'otlp-grpc', endpoint, headers: { 'x-tenant': 'shop' } },
    });
    recordExample(traces);
    const isDelivered = await traces.flush();
    await traces.shutdown();
    expect(imbalance(traces)).toBe(0);
    return { isDelivered, said, counts: traces.counts() };
  };

  it('delivers spans with its metadata', async () => {
    expect(await send()).toMatchObject({ isDelivered: true, said: [], counts: { ended: 3, exported: 3 } });
    expect(received.map(({ name }) => name).sort()).toEqual(exampleTrace.map(({ name }) => name).sort());
    expect(headers).toEqual(['shop']);
  });

  it('tries again what OTLP calls retryable', async () => {
    const { isDelivered, counts } = await send({ code: status.UNAVAILABLE }, { code: status.ABORTED });
    expect(isDelivered).toBe(true);
    expect(counts).toMatchObject({ exported: 3, failed: 0 });
  });

  it('waits as long as RetryInfo says when the collector has no room', async () => {
    const retryInfo = Buffer.from([0x0a, 2, 0x10, 100]);
    const type = Buffer.from('type.googleapis.com/google.rpc.RetryInfo');
    const any = Buffer.concat([
      Buffer.from([0x0a, type.length]),
      type,
      Buffer.from([0x12, retryInfo.length]),
      retryInfo,
    ]);
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', Buffer.concat([Buffer.from([0x08, 8, 0x1a, any.length]), any]));
    expect(await send({ code: status.RESOURCE_EXHAUSTED, metadata })).toMatchObject({ isDelivered: true });
  });

  it.each([status.INVALID_ARGUMENT, status.UNAUTHENTICATED, status.RESOURCE_EXHAUSTED])(
    'gives up at code %i',
    async (code) => {
      const { isDelivered, counts, said } = await send({ code });
      expect(isDelivered).toBe(false);
      expect(counts).toMatchObject({ exported: 0, failed: 3 });
      expect(said).toEqual([`error: Spans could not be exported and are lost: gRPC ${code} no [31m`]);
    },
  );

  it('counts what the collector rejected', async () => {
    const reply = Buffer.from([0x0a, 2, 0x08, 2]);
    expect((await send({ reply })).counts).toMatchObject({ exported: 1, rejected: 2 });
  });
});

describe('the exporter for the terminal', () => {
  it('draws a trace as a tree', async () => {
    let drawn = '';
    const write = (text: string): void => void (drawn += text);
    const { traces } = startTraces({ exporter: { kind: 'console', write } });
    const traceId = recordExample(traces);
    traces.start(httpServerRequest, 'GET\u001b[2J /', { attributes: {} }).finish({ failed: false });
    await traces.flush();
    await traces.shutdown();
    const text = stripVTControlCharacters(drawn)
      .replace(/\d+(?:\.\d+)? ms/g, 'N ms')
      .replace(/[\da-f]{32}/g, (id) => (id === traceId ? 'ID' : 'OTHER'));
    expect(text).toBe(
      [
        'POST /orders  N ms  server  failed: no such order  ID',
        '├─ INSERT orders  N ms  client',
        '└─ price  N ms  internal',
        '',
        'GET [2J /  N ms  server  OTHER',
        '',
        '',
      ].join('\n'),
    );
    expect(drawn).not.toContain('\u001b[2J');
  });
});
