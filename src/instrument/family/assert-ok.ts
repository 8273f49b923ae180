import { parseErrorReply } from '../../status/index.js';

/** Characters of a body that are read for its error. */
const bodyLimit = 65_536;

/**
 * Returns a reply of `fetch` whose status is below 400, and rejects with the `StatusError` that any other one tells of:
 * with the peer's gRPC code, business code, reason and message.
 * @example
 * const order = await (await assertOk(await fetch(url))).json();
 */
export async function assertOk(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  throw parseErrorReply(response.status, await readBody(response));
}

/** A body that ends early or never begins says nothing; the status still does. */
async function readBody({ body }: Response): Promise<string> {
  let text = '';
  try {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.length > bodyLimit) break;
    }
  } catch {
    return '';
  }
  return text;
}
