import * as http from 'node:http';
import * as https from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { TlsOptions } from './read-tls.js';

/** What came back: a status with its body, or the reason why there is none. */
export type OtlpReply =
  | { readonly status: number; readonly body: Buffer; readonly retryAfterMs: number | undefined }
  | { readonly status: undefined; readonly reason: string };

/** Posts bodies to one address over one kept-alive connection. */
export interface OtlpTransport {
  /** Never rejects. */
  post(body: Uint8Array): Promise<OtlpReply>;
  /** Ends the connection and every request on it. */
  close(): void;
}

/** Where a transport posts to. */
export interface OtlpTransportOptions {
  readonly url: URL;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly isPacked: boolean;
  readonly tls: TlsOptions;
}

const pack = promisify(gzip);

/** A collector's reply is some bytes; more than this is not read. */
const maxReplyBytes = 64 * 1024;

/** Returns a transport whose sockets and timers never keep the process alive. */
export function createOtlpTransport(options: OtlpTransportOptions): OtlpTransport {
  const { url, timeoutMs, isPacked, tls } = options;
  const library = url.protocol === 'https:' ? https : http;
  const agent = new library.Agent({ keepAlive: true, maxSockets: 2, ...tls });
  const pending = new Set<http.ClientRequest>();
  const post = (body: Uint8Array): Promise<OtlpReply> =>
    new Promise((resolve) => {
      const headers = Object.assign(
        {},
        options.headers,
        { 'content-type': options.contentType, 'content-length': body.length },
        isPacked ? { 'content-encoding': 'gzip' } : {},
      );
      const request = library.request(url, { method: 'POST', agent, headers });
      const timer = setTimeout(
        () => request.destroy(new Error(`No reply in ${timeoutMs} ms`)),
        timeoutMs,
      ).unref();
      const settle = (reply: OtlpReply): void => {
        clearTimeout(timer);
        pending.delete(request);
        resolve(reply);
      };
      pending.add(request);
      request.on('socket', (socket) => socket.unref());
      request.on('error', (error) => settle({ status: undefined, reason: describeFailure(error) }));
      request.on('response', (response) => readBody(response, settle));
      request.end(body);
    });
  const close = (): void => {
    for (const request of pending) request.destroy(new Error('The exporter was shut down'));
    agent.destroy();
  };
  return {
    post: (body) =>
      (isPacked ? pack(body).then(post) : post(body)).catch((error: Error) => ({
        status: undefined,
        reason: error.message,
      })),
    close,
  };
}

/** A reply that breaks off still has told its status. */
function readBody(response: http.IncomingMessage, settle: (reply: OtlpReply) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const finish = (): void =>
    settle({
      status: response.statusCode ?? 0,
      body: Buffer.concat(chunks),
      retryAfterMs: parseRetryAfter(response.headers['retry-after']),
    });
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxReplyBytes) return void chunks.push(chunk);
    finish();
    response.destroy();
  });
  response.on('end', finish);
  response.on('error', finish);
}

/** RFC 9110 §10.2.3: seconds or a date. */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

function describeFailure(error: Error & { code?: unknown }): string {
  return error.message !== '' ? error.message : String(error.code ?? 'connection failed');
}
