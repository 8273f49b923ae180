import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Listener, isServed, refuseCaller, refuseUse } from './exposure.js';
import type { OpenReplies } from './open-replies.js';
import { json, type Reply, refusal, send } from './reply.js';
import type { Asked, Endpoint, Routes } from './routes.js';
import type { TokenCheck } from './token.js';

/** What decides about a request. */
export interface Desk {
  readonly routes: Routes;
  readonly listener: Listener;
  readonly checkToken: TokenCheck;
  /** Called before a route answers that only the bearer of the token may use. */
  onAct(request: IncomingMessage): void;
  /** What is being answered. */
  readonly open: OpenReplies;
}

/** Answers one request: refuses whom and what docs/governor.md says, else hands it to its route. Never throws. */
export async function respond(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const signal = desk.open.begin(response);
  const reply = await findReply(desk, request, signal);
  if (!response.destroyed && !response.headersSent) send(reply, response, request.method === 'HEAD');
}

async function findReply(desk: Desk, request: IncomingMessage, signal: () => AbortSignal): Promise<Reply> {
  const { headers, method = '' } = request;
  const refused = refuseCaller(
    {
      host: headers.host,
      origin: headers.origin,
      fetchSite: headers['sec-fetch-site'] as string | undefined,
    },
    desk.listener,
  );
  if (refused !== undefined) return refusal(refused.status, refused.error);
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const methods = desk.routes.get(path);
  const known = Object.entries(methods ?? {}).filter(([, { exposure }]) => isServed(exposure, desk.listener));
  if (methods === undefined || known.length === 0) return unknownRoute(desk);
  const endpoint = known.find(([name]) => name === (method === 'HEAD' ? 'GET' : method))?.[1];
  if (endpoint === undefined || (method === 'HEAD' && endpoint.exposure === 'act')) return wrongMethod(known);
  const mayInspect = !desk.listener.isPublic;
  const asked = { request, query: new URLSearchParams(query), signal, mayInspect };
  // Scrapes and probes of this machine are asked nothing, and cost nothing but their reply.
  return mayInspect && endpoint.exposure !== 'act'
    ? endpoint.answer(asked)
    : answerProven(desk, endpoint, asked);
}

/** Answers whom only a token may let in, or let see more. */
async function answerProven(desk: Desk, endpoint: Endpoint, asked: Asked): Promise<Reply> {
  const { listener } = desk;
  const hasRightToken = () => desk.checkToken(asked.request.headers.authorization);
  const refused = await refuseUse(endpoint.exposure, listener, hasRightToken);
  if (refused !== undefined) {
    const challenge = refused.status === 401 ? { 'www-authenticate': 'Bearer realm="governor"' } : {};
    return refusal(refused.status, refused.error, challenge);
  }
  if (endpoint.exposure === 'act') desk.onAct(asked.request);
  const mayInspect = asked.mayInspect || (listener.hasToken && (await hasRightToken()));
  return endpoint.answer({ ...asked, mayInspect });
}

function unknownRoute({ routes, listener }: Desk): Reply {
  const served = [...routes].filter(([, methods]) =>
    Object.values(methods).some(({ exposure }) => isServed(exposure, listener)),
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
