import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { TricordError } from '../errors.js';
import { refusal, type Reply } from './reply.js';
import type { Routes } from './routes.js';
import type { Serving } from './serve.js';
import type { ForwardedRequest, FromThread, ThreadStart, ToThread, WholeReply } from './thread-messages.js';

/** How often this thread says that it turns. */
const beatMs = 250;

/**
 * Has the governor listen in a thread of its own: probes are answered, and strangers refused, however busy the service
 * is; what only the service knows is asked for by message. Throws as `serve` does.
 */
export async function serveInThread(
  routes: Routes,
  start: Omit<ThreadStart, 'exposures' | 'pulse'>,
): Promise<Serving> {
  const pulse = new SharedArrayBuffer(4);
  const beat = setInterval(() => Atomics.add(new Int32Array(pulse), 0, 1), beatMs).unref();
  const workerData: ThreadStart = { ...start, pulse, exposures: exposuresOf(routes) };
  const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData, execArgv: [] });
  const tell = (message: ToThread): void => worker.postMessage(message);
  const asked = new Map<number, AbortController>();
  worker.on('message', (message: FromThread) => {
    if ('gone' in message) asked.get(message.gone)?.abort();
    if ('request' in message)
      void answer(routes, message.request, asked).then((reply) => tell({ id: message.request.id, reply }));
  });
  try {
    const url = await begun(worker, start);
    // A governor must not keep a finished program alive.
    worker.unref();
    return {
      url,
      change: (door) => tell({ door }),
      stop: () => tell({ act: 'stop' }),
      close: once(() => end(worker, tell, beat)),
    };
  } catch (error) {
    clearInterval(beat);
    await worker.terminate();
    throw error;
  }
}

function exposuresOf(routes: Routes): ThreadStart['exposures'] {
  return [...routes].map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, { exposure }]) => [method, exposure])),
  ]);
}

function begun(worker: Worker, { host, port }: Pick<ThreadStart, 'host' | 'port'>): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: FromThread) => {
      if ('started' in message) return resolve(message.started);
      const failed = 'failed' in message ? message.failed : undefined;
      const code = failed?.code === 'TRI_GOVERNOR_PORT_IN_USE' ? failed.code : 'TRI_GOVERNOR_CANNOT_LISTEN';
      reject(new TricordError(code, { host, port, reason: failed?.reason ?? 'its thread ended' }));
    });
  });
}

const notFound = refusal(404, 'no such route') as WholeReply;
const routeFailed = refusal(503, 'the route failed') as WholeReply;

async function whole({ body, ...reply }: Reply): Promise<WholeReply> {
  if (!(body instanceof Readable)) return { ...reply, body };
  return { ...reply, body: Buffer.concat((await body.toArray()) as Uint8Array[]) };
}

async function answer(
  routes: Routes,
  { id, method, path, query, headers, body, peerIp, mayInspect }: ForwardedRequest,
  asked: Map<number, AbortController>,
): Promise<WholeReply> {
  const controller = new AbortController();
  asked.set(id, controller);
  try {
    const chunks = body === '' ? [] : [Buffer.from(body)];
    const request = Object.assign(Readable.from(chunks), {
      method,
      headers,
      socket: { remoteAddress: peerIp },
    });
    const endpoint = routes.get(path)?.[method];
    if (endpoint?.isOn?.() === false) return notFound;
    const reply = await endpoint?.answer({
      request: request as unknown as IncomingMessage,
      query: new URLSearchParams(query),
      mayInspect,
      signal: () => controller.signal,
    });
    return reply === undefined ? notFound : await whole(reply);
  } catch {
    return routeFailed;
  } finally {
    asked.delete(id);
  }
}

async function end(
  worker: Worker,
  tell: (message: ToThread) => void,
  beat: NodeJS.Timeout,
): Promise<boolean> {
  worker.ref();
  const closed = new Promise<boolean>((resolve) => {
    worker.on('message', (message: FromThread) => 'closed' in message && resolve(message.closed));
    worker.once('exit', () => resolve(false));
  });
  tell({ act: 'close' });
  const wasListening = await closed;
  clearInterval(beat);
  await worker.terminate();
  return wasListening;
}

function once(act: () => Promise<boolean>): () => Promise<boolean> {
  let done: Promise<boolean> | undefined;
  return () => (done === undefined ? (done = act()) : done.then(() => false));
}
