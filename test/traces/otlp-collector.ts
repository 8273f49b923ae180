import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readOtlpJson } from './read-otlp-json.js';
import { readOtlpProtobuf } from './read-otlp-protobuf.js';
import type { ReceivedSpan } from './received-span.js';

/** How a collector behaves. */
export type CollectorMode =
  'ok' | 'slow' | 'refused' | '503' | '503+retry-after' | '400' | 'partial' | 'hang' | 'reset' | 'garbage';

/** A collector that accepts OTLP/HTTP strictly, or fails as it is told. */
export interface OtlpCollector {
  /** `http://127.0.0.1:port`, the same after a refusal. */
  readonly url: string;
  /** Spans it took for good, in the order of arrival. */
  readonly spans: ReceivedSpan[];
  /** Why requests were malformed; empty when the sender keeps to the protocol. */
  readonly violations: string[];
  readonly counts: { requests: number; rejected: number; maxAtOnce: number };
  readonly headers: Record<string, unknown>[];
  setMode(mode: CollectorMode): Promise<void>;
  close(): Promise<void>;
}

/** Rejected of each request in mode `partial`. */
export const rejectedPerRequest = 7;

/** Starts a collector on a free loopback port. */
export async function startCollector(mode: CollectorMode = 'ok', slowMs = 1000): Promise<OtlpCollector> {
  const state = { mode, atOnce: 0 };
  const counts = { requests: 0, rejected: 0, maxAtOnce: 0 };
  const spans: ReceivedSpan[] = [];
  const violations: string[] = [];
  const headers: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    counts.requests++;
    headers.push(request.headers);
    state.atOnce++;
    counts.maxAtOnce = Math.max(counts.maxAtOnce, state.atOnce);
    response.on('close', () => state.atOnce--);
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.mode === 'reset') {
      return void request.once('data', () => request.socket.resetAndDestroy());
    }
    const isJson = request.headers['content-type'] === 'application/json';
    const body = await readBody(request);
    if (state.mode === 'hang') return;
    if (state.mode === '503') return void response.writeHead(503).end();
    if (state.mode === '503+retry-after')
      return void response.writeHead(503, { 'retry-after': '3600' }).end();
    if (state.mode === '400') return void response.writeHead(400).end('no\u001b[31m such thing');
    const received = readRequest(request, body, isJson);
    if (received === undefined) return void response.writeHead(400).end('malformed');
    if (state.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMs));
    const rejected = state.mode === 'partial' ? Math.min(rejectedPerRequest, received.length) : 0;
    counts.rejected += rejected;
    spans.push(...received.slice(rejected));
    response
      .writeHead(200)
      .end(state.mode === 'garbage' ? Buffer.from('{"\xff garbage') : renderReply(isJson, rejected));
  }

  function readRequest(request: IncomingMessage, body: Buffer, isJson: boolean): ReceivedSpan[] | undefined {
    try {
      if (request.method !== 'POST' || request.url !== '/v1/traces')
        throw new Error(`bad target ${request.url}`);
      if (isJson) return readOtlpJson(body);
      if (request.headers['content-type'] === 'application/x-protobuf') return readOtlpProtobuf(body);
      throw new Error('bad content type');
    } catch (error) {
      violations.push((error as Error).message);
      return undefined;
    }
  }

  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const setMode = async (next: CollectorMode): Promise<void> => {
    state.mode = next;
    if (next === 'refused') await stop();
    else if (!server.listening) await listen(port);
  };
  await setMode(mode);
  return { url: `http://127.0.0.1:${port}`, spans, violations, counts, headers, setMode, close: stop };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** ExportTraceServiceResponse; int64 is a string in JSON and a varint of one byte in protobuf here. */
function renderReply(isJson: boolean, rejected: number): string | Buffer {
  if (isJson) {
    return rejected === 0
      ? '{}'
      : JSON.stringify({ partialSuccess: { rejectedSpans: String(rejected), errorMessage: 'too old' } });
  }
  return rejected === 0 ? Buffer.alloc(0) : Buffer.from([0x0a, 2, 0x08, rejected]);
}
