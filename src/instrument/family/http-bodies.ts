import type { ClientRequest, IncomingMessage, OutgoingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../../operation.js';
import { KeptBody } from './kept-body.js';
import { wrapMethod } from './wrap-method.js';

type Exchange = NonNullable<Operation['exchange']>;

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
    const body = keepReceived(request, exchange.requestBytes);
    onEnd(response, () => {
      const { headers } = request;
      exchange.tellRequest({
        metadata: headers,
        payload: body.text(headers['content-type'], headers['content-encoding']),
      });
    });
  }
  if (exchange?.wantsResponse === true) captureReply(exchange, response);
}

function captureReply(exchange: Exchange, response: ServerResponse): void {
  const body = keepSent(response, exchange.responseBytes);
  onEnd(response, () =>
    exchange.tellResponse({
      metadata: response.getHeaders(),
      payload: body.text(headerOf(response, 'content-type'), headerOf(response, 'content-encoding')),
    }),
  );
}

/** What a client sent and received, as it passes. */
export interface ClientBodies {
  answered(response: IncomingMessage): void;
  tell(): void;
}

/** The same for a request that this process makes, before anything of it is sent. */
export function keepClientBodies(exchange: Exchange, request: ClientRequest): ClientBodies {
  const sent = exchange.wantsRequest ? keepSent(request, exchange.requestBytes) : undefined;
  let reply: { headers: IncomingMessage['headers']; body: KeptBody } | undefined;
  return {
    answered(response) {
      if (exchange.wantsResponse)
        reply = { headers: response.headers, body: keepReceived(response, exchange.responseBytes) };
    },
    tell() {
      const payload = sent?.text(headerOf(request, 'content-type'), headerOf(request, 'content-encoding'));
      exchange.tellRequest({ metadata: request.getHeaders(), payload });
      if (reply === undefined) return;
      const { headers, body } = reply;
      exchange.tellResponse({
        metadata: headers,
        payload: body.text(headers['content-type'], headers['content-encoding']),
      });
    },
  };
}

function keepReceived(message: IncomingMessage, limit: number): KeptBody {
  const body = new KeptBody(limit);
  wrapMethod(message, 'push', (push) => {
    return function (this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding) {
      body.take(chunk, encoding);
      return Reflect.apply(push, this, [chunk, encoding]) as boolean;
    } as typeof push;
  });
  return body;
}

function keepSent(message: OutgoingMessage, limit: number): KeptBody {
  const body = new KeptBody(limit);
  for (const name of ['write', 'end'] as const) {
    wrapMethod(message, name, (send) => {
      return function (this: OutgoingMessage, ...args: unknown[]) {
        body.take(args[0], args[1]);
        return Reflect.apply(send as (...args: unknown[]) => unknown, this, args);
      } as typeof send;
    });
  }
  return body;
}

/** A reply that goes nowhere, as in a test, is finished and never closed; the operation ends by what comes first. */
function onEnd(response: ServerResponse, tell: () => void): void {
  response.once('finish', tell);
  response.once('close', tell);
}

function headerOf(message: OutgoingMessage, name: string): string {
  return String(message.getHeader(name) ?? '');
}
