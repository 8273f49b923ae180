import type { IncomingMessage, ServerResponse } from 'node:http';
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
    const body = new KeptBody(exchange.requestBytes);
    wrapMethod(request, 'push', (push) => {
      return function (this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding) {
        body.take(chunk, encoding);
        return Reflect.apply(push, this, [chunk, encoding]) as boolean;
      } as typeof push;
    });
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
      payload: body.text(headerOf(response, 'content-type'), headerOf(response, 'content-encoding')),
    }),
  );
}

/** A reply that goes nowhere, as in a test, is finished and never closed; the operation ends by what comes first. */
function onEnd(response: ServerResponse, tell: () => void): void {
  response.once('finish', tell);
  response.once('close', tell);
}

function headerOf(response: ServerResponse, name: string): string {
  return String(response.getHeader(name) ?? '');
}
