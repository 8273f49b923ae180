import type { Operation } from '../../operation.js';
import { KeptBody } from './kept-body.js';
import { wrapMethod } from './wrap-method.js';

/** A request as undici publishes it, with what it sends and how it hands on what it receives. */
export interface FetchExchange {
  readonly headers?: string | readonly unknown[];
  body?: unknown;
  onData?(chunk: Uint8Array): unknown;
}

/** What is told of a request and its reply once they are over. */
export interface FetchBodies {
  /** The status line's headers, names and values by turns. */
  replied(headers: readonly unknown[]): void;
  tell(): void;
}

/**
 * Keeps what a request sends and receives, for operators who asked for it. The bytes are seen as they pass: the caller
 * reads its response as ever, and no more is kept than is told.
 */
export function keepFetchBodies(
  exchange: NonNullable<Operation['exchange']>,
  request: FetchExchange,
): FetchBodies {
  const sent = new KeptBody(exchange.requestBytes);
  const received = new KeptBody(exchange.responseBytes);
  let replyHeaders: Record<string, string> = {};
  if (exchange.wantsRequest) keepSent(request, sent);
  if (exchange.wantsResponse && typeof request.onData === 'function') keepReceived(request, received);
  return {
    replied: (headers) => void (replyHeaders = recordOf(headers)),
    tell() {
      const metadata = recordOf(request.headers);
      exchange.tellRequest({ metadata, payload: sent.text(metadata['content-type']) });
      const { 'content-type': type, 'content-encoding': encoding } = replyHeaders;
      exchange.tellResponse({ metadata: replyHeaders, payload: received.text(type, encoding) });
    },
  };
}

/** `fetch` sends what it has as it comes; undici's own calls may have all of it at once. Streams are not touched. */
function keepSent(request: FetchExchange, sent: KeptBody): void {
  const { body } = request;
  if (typeof body === 'string' || body instanceof Uint8Array) sent.take(body);
  else if (isGenerator(body)) request.body = passing(body, sent);
}

async function* passing(body: AsyncGenerator, sent: KeptBody): AsyncGenerator {
  for await (const chunk of body) {
    sent.take(chunk);
    yield chunk;
  }
}

function keepReceived(request: FetchExchange, received: KeptBody): void {
  wrapMethod(request as Required<FetchExchange>, 'onData', (onData) => {
    return function (this: FetchExchange, chunk: Uint8Array) {
      received.take(chunk);
      return Reflect.apply(onData, this, [chunk]);
    };
  });
}

function isGenerator(body: unknown): body is AsyncGenerator {
  return Object.prototype.toString.call(body) === '[object AsyncGenerator]';
}

/** By lower-case name; undici has them as names and values by turns, or as the text that it sends. */
function recordOf(headers: string | readonly unknown[] = []): Record<string, string> {
  const parts: readonly unknown[] =
    typeof headers === 'string' ? headers.split('\r\n').flatMap((line) => splitOnce(line)) : headers;
  const record: Record<string, string> = {};
  for (let at = 0; at + 1 < parts.length; at += 2)
    record[String(parts[at]).toLowerCase()] = String(parts[at + 1]);
  return record;
}

function splitOnce(line: string): string[] {
  const colon = line.indexOf(':');
  return colon <= 0 ? [] : [line.slice(0, colon), line.slice(colon + 1).trim()];
}
