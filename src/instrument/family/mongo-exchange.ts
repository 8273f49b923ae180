import type { Operation } from '../../operation.js';

type Document = Readonly<Record<string, unknown>>;

/** What a driver adds to every command, and a server to every reply, for themselves. */
const housekeeping = new Set(['lsid', 'txnNumber', 'apiVersion', 'operationTime', 'ok', 'signature']);

/** Tells a command with its documents to those who asked; what the names of fields mark as secret is hidden later. */
export function tellMongoCommand(exchange: Operation['exchange'], command: Document): void {
  if (exchange?.wantsRequest === true) exchange.tellRequest({ payload: essentials(command) });
}

/** Tells a reply: the documents of a cursor, or what a write did. */
export function tellMongoReply(exchange: Operation['exchange'], reply: unknown): void {
  if (exchange?.wantsResponse !== true || typeof reply !== 'object' || reply === null) return;
  exchange.tellResponse({ payload: essentials(reply as Document) });
}

function essentials(document: Document): Document {
  const fields = Object.entries(document);
  return Object.fromEntries(fields.filter(([key]) => !key.startsWith('$') && !housekeeping.has(key)));
}
