import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorReply, parseError, renderErrorReply } from '../../status/index.js';
import type { Telemetry } from '../../telemetry.js';

/** Handles one request; what it throws becomes the reply. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Remembers what a handler threw, for the span and the log line of its request, and returns the reply to send. */
export function describeErrorReply(telemetry: Telemetry, request: object, error: unknown): ErrorReply {
  const run = telemetry.running.get(request);
  if (run !== undefined) run.error = error;
  return renderErrorReply(parseError(error), telemetry.conventions);
}

/** Answers a request with an error: its status and its JSON, or a broken reply when one had begun. */
export function replyWithError(telemetry: Telemetry, response: ServerResponse, error: unknown): void {
  const { statusCode, headers, body } = describeErrorReply(telemetry, response.req, error);
  if (response.headersSent) response.destroy();
  else response.writeHead(statusCode, headers).end(body);
}

/**
 * Returns a handler for `node:http` whose errors, thrown or rejected, are answered: a `StatusError` by its status, the
 * rest by 500 without a word of what happened, which the log line has.
 */
export function catchErrors(telemetry: Telemetry, handler: HttpHandler): HttpHandler {
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      replyWithError(telemetry, response, error);
    }
  };
}
