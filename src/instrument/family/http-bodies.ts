import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../../operation.js';
import { wrapMethod } from './wrap-method.js';

type Exchange = NonNullable<Operation['exchange']>;

/** What may be told as text; of anything else only the size is. */
const textual = /json|text|xml|x-www-form-urlencoded|javascript|graphql/i;

/** Bytes that are kept beyond what is told, because a secret that the cut would tear must be seen whole. */
const readAhead = 1024;

/**
 * Has an exchange told the headers and bodies of a request and its reply, for operators who asked for them. The bytes
 * are seen as they pass, so the request flows when its reader says so, and no more of them is kept than is told.
 */
export function captureBodies(
  exchange: Exchange | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (exchange?.wantsRequest === true) {
    const body = new KeptBody(exchange.requestBytes);
    wrapMethod(request, 'push', (push) => {
      return function (this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding) {
        body.take(chunk, encoding);
        return Reflect.apply(push, this, [chunk, encoding]) as boolean;
      } as typeof push;
    });
    onEnd(response, () => {
      const { headers } = request;
      exchange.tellRequest({ metadata: headers, payload: body.text(headers['content-type']) });
    });
  }
  if (exchange?.wantsResponse === true) captureReply(exchange, response);
}

function captureReply(exchange: Exchange, response: ServerResponse): void {
  const body = new KeptBody(exchange.responseBytes);
  for (const name of ['write', 'end'] as const) {
    wrapMethod(response, name, (send) => {
      return function (this: ServerResponse, ...args: unknown[]) {
        body.take(args[0], args[1]);
        return Reflect.apply(send as (...args: unknown[]) => unknown, this, args);
      } as typeof send;
    });
  }
  onEnd(response, () =>
    exchange.tellResponse({
      metadata: response.getHeaders(),
      payload: body.text(String(response.getHeader('content-type') ?? '')),
    }),
  );
}

/** A reply that goes nowhere, as in a test, is finished and never closed; the operation ends by what comes first. */
function onEnd(response: ServerResponse, tell: () => void): void {
  response.once('finish', tell);
  response.once('close', tell);
}

/** The beginning of a body that passes by. */
class KeptBody {
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(chunk: unknown, encoding: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const isNamed = typeof encoding === 'string' && Buffer.isEncoding(encoding);
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, isNamed ? encoding : 'utf8') : Buffer.from(chunk);
    this.#size += bytes.length;
    const room = this.#limit + readAhead - this.#kept;
    if (room <= 0) return;
    this.#chunks.push(bytes.subarray(0, room));
    this.#kept += Math.min(room, bytes.length);
  }

  text(contentType: string | undefined): string | undefined {
    if (this.#size === 0) return undefined;
    if (!textual.test(contentType ?? 'text')) return `[${this.#size} bytes of ${contentType ?? ''}]`;
    return Buffer.concat(this.#chunks).toString();
  }
}
