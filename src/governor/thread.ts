import { parentPort, workerData } from 'node:worker_threads';
import { type TricordError } from '../errors.js';
import type { DoorPlan } from './door.js';
import { json, type Reply, refusal } from './reply.js';
import { readText } from './read-body.js';
import type { Asked, Endpoint, Routes } from './routes.js';
import { serve } from './serve.js';
import type { ForwardedRequest, FromThread, ThreadStart, ToThread, WholeReply } from './thread-messages.js';

/** The governor's own thread: it listens, refuses and answers probes itself, and hands the rest to the service's. */
const start = workerData as ThreadStart;
const waiting = new Map<number, (reply: Reply) => void>();
let count = 0;

/** A service that has not turned for this long is not alive. */
const deadMs = 10_000;
/** How long the service may take for a reply, unless the caller bears the token. */
const answerMs = 8000;

const say = (message: FromThread): void => parentPort?.postMessage(message);
const readPulse = createPulseReader(new Int32Array(start.pulse));

const serving = await serve(
  { routes: createForwardedRoutes(), plan: start.plan },
  start,
  () => undefined,
).catch((error: unknown) => {
  const { code, data } = error as TricordError<'TRI_GOVERNOR_CANNOT_LISTEN'>;
  say({ failed: { code, reason: data.reason as string } });
  return undefined;
});

parentPort?.on('message', (message: ToThread) => {
  if ('reply' in message) waiting.get(message.id)?.(received(message.reply));
  else if ('door' in message) changeDoor(message.door);
  else if (message.act === 'stop') serving?.stop();
  else void serving?.close().then((closed) => say({ closed }));
});
if (serving !== undefined) say({ started: serving.url });

function createForwardedRoutes(): Routes {
  const routes = start.exposures.map(([path, methods]) => {
    const endpoints = Object.entries(methods).map(([method, exposure]): [string, Endpoint] => [
      method,
      { exposure, answer: (asked) => forward(path, method as ForwardedRequest['method'], exposure, asked) },
    ]);
    return [path, Object.fromEntries(endpoints)] as const;
  });
  const live: Endpoint = { exposure: 'open', answer: () => liveReply(readPulse()) };
  return new Map([...routes, ['/livez', { GET: live }]]);
}

async function forward(
  path: string,
  method: ForwardedRequest['method'],
  exposure: Endpoint['exposure'],
  { request, query, mayInspect, signal }: Asked,
): Promise<Reply> {
  const body = method === 'GET' ? '' : await readText(request);
  const id = ++count;
  return new Promise((resolve) => {
    const timer =
      exposure === 'act'
        ? undefined
        : setTimeout(() => end(refusal(503, 'the service does not answer')), answerMs);
    const end = (reply: Reply): void => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(reply);
    };
    waiting.set(id, end);
    if (exposure === 'act') signal().addEventListener('abort', () => say({ gone: id }), { once: true });
    const { headers, socket } = request;
    const peerIp = socket.remoteAddress ?? '';
    say({ request: { id, method, path, query: query.toString(), headers, body, peerIp, mayInspect } });
  });
}

/** The service has tried it before; when the token has gone in the meantime the door stays as it was. */
function changeDoor(plan: DoorPlan): void {
  try {
    serving?.change(plan);
  } catch {
    return;
  }
}

function received({ body, ...reply }: WholeReply): Reply {
  return {
    ...reply,
    body: typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.length),
  };
}

function liveReply(blockedMs: number): Reply {
  const live = blockedMs < deadMs;
  return json(live ? 200 : 503, { live, blockedMs: Math.round(blockedMs) });
}

/** Returns how long ago the service's thread turned, as far as it can be seen from here. */
function createPulseReader(pulse: Int32Array): () => number {
  let seen = { beat: -1, at: performance.now() };
  const look = (): number => {
    const beat = Atomics.load(pulse, 0);
    if (beat !== seen.beat) seen = { beat, at: performance.now() };
    return performance.now() - seen.at;
  };
  setInterval(look, 250).unref();
  return look;
}
