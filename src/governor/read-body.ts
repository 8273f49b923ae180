import type { IncomingMessage } from 'node:http';
import { type Reply, refusal } from './reply.js';

/** Bytes a request may bring; a level and its duration need no more. */
const bodyLimit = 4096;

/** Reads a JSON object from a request, or returns the refusal of what is none. */
export async function readJson(
  request: IncomingMessage,
): Promise<{ value: Readonly<Record<string, unknown>> } | { refused: Reply }> {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    return { refused: refusal(415, 'the body must be application/json') };
  }
  const text = await readText(request);
  if (text.length > bodyLimit)
    return { refused: refusal(413, `the body may have ${bodyLimit} bytes`, { connection: 'close' }) };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Readonly<Record<string, unknown>> };
    }
  } catch {
    // Answered below, without the words of the parser: they repeat what was sent.
  }
  return { refused: refusal(400, 'the body must be a JSON object') };
}

/** Reads the text of a request, and no further than one byte over what it may have. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return ' '.repeat(bodyLimit + 1);
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > bodyLimit) return ' '.repeat(bodyLimit + 1);
  }
  return Buffer.concat(chunks).toString('utf8');
}
