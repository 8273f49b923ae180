import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';

/** An answer of the governor. */
export interface Reply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  /** What is sent as it is made has no length. */
  readonly body: string | Buffer | Readable;
}

/** Returns a value as JSON. */
export function json(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** Returns an error as JSON; nothing of the request is repeated in it. */
export function refusal(status: number, error: string, headers: OutgoingHttpHeaders = {}): Reply {
  return json(status, { error }, headers);
}

/** No browser may guess the type of a reply, keep it or show it inside a page. */
const safetyHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Sends a reply, without its body to who asked for the head. */
export function send({ status, headers, body }: Reply, response: ServerResponse, isHead: boolean): void {
  const isStream = body instanceof Readable;
  const length = isStream ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, Object.assign(length, safetyHeaders, headers));
  if (!isStream) return void response.end(isHead ? undefined : body);
  // What breaks off breaks the connection: a reply that is not whole must not look as if it were.
  pipeline(body, response, () => {});
}
