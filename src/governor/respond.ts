import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Door } from './door.js';
import { type Listener, isServed, refuseCaller, refuseUse } from './exposure.js';
import type { OpenReplies } from './open-replies.js';
import { json, type Reply, refusal, send } from './reply.js';
import type { Asked, Endpoint, Methods, Routes } from './routes.js';

/** What decides about a request. */
export interface Desk {
  readonly routes: Routes;
  readonly door: Door;
  /** Called before a route answers that only the bearer of the token may use. */
  onAct(request: IncomingMessage): void;
  /** What is being answered. */
  readonly open: OpenReplies;
}

/**
 * Answers one request: refuses whom and what docs/governor.md says, else hands it to its route. A reply that is at hand is
 * sent at once. Throws or rejects with what a route does.
 */
export function respond(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): void | Promise<void> {
  const signal = desk.open.begin(response);
  const reply = findReply(desk, request, signal);
  const isHead = request.method === 'HEAD';
  return reply instanceof Promise
    ? reply.then((late) => deliver(late, response, isHead))
    : deliver(reply, response, isHead);
}

function deliver(reply: Reply, response: ServerResponse, isHead: boolean): void {
  if (!response.destroyed && !response.headersSent) send(reply, response, isHead);
  else if (reply.body instanceof Readable) reply.body.destroy();
}

function findReply(desk: Desk, request: IncomingMessage, signal: () => AbortSignal): Reply | Promise<Reply> {
  const { headers, method = '' } = request;
  const refused = refuseCaller(
    {
      host: headers.host,
      origin: headers.origin,
      fetchSite: headers['sec-fetch-site'] as string | undefined,
    },
    desk.door.listener,
  );
  if (refused !== undefined) return refusal(refused.status, refused.error);
  const { url = '/' } = request;
  const mark = url.indexOf('?');
  const methods = desk.routes.get(mark < 0 ? url : url.slice(0, mark));
  const endpoint = methods?.[(method === 'HEAD' ? 'GET' : method) as keyof Methods];
  const isKnown = endpoint !== undefined && isThere(endpoint, desk.door.listener);
  if (!isKnown || (method === 'HEAD' && endpoint.exposure === 'act')) return refuseRoute(desk, methods);
  const mayInspect = !desk.door.listener.isPublic;
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const asked = { request, query, signal, mayInspect };
  // Scrapes and probes of this machine are asked nothing, and cost nothing but their reply.
  return mayInspect && endpoint.exposure !== 'act'
    ? endpoint.answer(asked)
    : answerProven(desk, endpoint, asked);
}

/** Answers whom only a token may let in, or let see more. */
async function answerProven(desk: Desk, endpoint: Endpoint, asked: Asked): Promise<Reply> {
  const { listener, checkToken } = desk.door;
  const hasRightToken = () => checkToken(asked.request.headers.authorization);
  const refused = await refuseUse(endpoint.exposure, listener, hasRightToken);
  if (refused !== undefined) {
    const challenge = refused.status === 401 ? { 'www-authenticate': 'Bearer realm="governor"' } : {};
    return refusal(refused.status, refused.error, challenge);
  }
  if (endpoint.exposure === 'act') desk.onAct(asked.request);
  const mayInspect = asked.mayInspect || (listener.hasToken && (await hasRightToken()));
  return endpoint.answer(Object.assign({}, asked, { mayInspect }));
}

/** Whether an endpoint exists for this listener, and is switched on. */
function isThere({ exposure, isOn }: Endpoint, listener: Listener): boolean {
  return isServed(exposure, listener) && isOn?.() !== false;
}

function refuseRoute(desk: Desk, methods: Methods = {}): Reply {
  const known = Object.entries(methods).filter(([, endpoint]) => isThere(endpoint, desk.door.listener));
  return known.length === 0 ? unknownRoute(desk) : wrongMethod(known);
}

function unknownRoute({ routes, door }: Desk): Reply {
  const served = [...routes].filter(([, methods]) =>
    Object.values(methods).some((endpoint) => isThere(endpoint, door.listener)),
  );
  return json(404, { error: 'no such route', routes: served.map(([path]) => path) });
}

function wrongMethod(known: readonly (readonly [string, Endpoint])[]): Reply {
  const methods = known.flatMap(([name, { exposure }]) =>
    name === 'GET' && exposure !== 'act' ? ['GET', 'HEAD'] : [name],
  );
  const canChange = methods.some((name) => name === 'PUT' || name === 'POST');
  const error = canChange ? 'this route has other methods' : 'this route can only be read';
  return refusal(405, error, { allow: methods.join(', ') });
}
