import type { Operation } from '../../operation.js';
import { KeptBody } from './kept-body.js';

/** What axios knows of one side: headers, and a body before or after its transformations. */
interface Side {
  readonly headers?: unknown;
  readonly data?: unknown;
}

/** Has an exchange told what a request of axios sent and received, as far as axios holds it; streams are not touched. */
export function tellAxiosBodies(
  exchange: Operation['exchange'],
  config: Side,
  reply: Side | undefined,
): void {
  if (exchange === undefined) return;
  exchange.tellRequest(describe(config, exchange.requestBytes));
  if (reply !== undefined) exchange.tellResponse(describe(reply, exchange.responseBytes));
}

function describe(
  { headers, data }: Side,
  limit: number,
): { metadata: Record<string, unknown>; payload: unknown } {
  const metadata = { ...(headers as Record<string, unknown> | undefined) };
  const found = Object.entries(metadata).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return { metadata, payload: readBody(data, typeof found === 'string' ? found : undefined, limit) };
}

/** axios has unpacked and parsed a reply; a request it has made a text of, unless it was one or bytes. */
function readBody(data: unknown, contentType: string | undefined, limit: number): unknown {
  if (typeof data === 'string' || data instanceof Uint8Array) {
    const body = new KeptBody(limit);
    body.take(data);
    return body.text(contentType);
  }
  const isPlain = Array.isArray(data) || Object.getPrototypeOf(data ?? 0) === Object.prototype;
  return isPlain ? data : undefined;
}
