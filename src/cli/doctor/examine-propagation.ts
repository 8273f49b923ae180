import { randomBytes } from 'node:crypto';
import { type Diagnosis, type Examination, fail, pass, reasonOf, warn } from './diagnosis.js';

const timeoutMs = 10_000;
/** A page is kept for a second, so a trace may show that much later. */
const patienceMs = 3000;
const check = 'propagation';

/**
 * Sends one request with a trace of its own and follows it: the reply names the trace it was handled in, and each
 * service it passed shows the trace as an exemplar of the call it served.
 */
export const examinePropagation: Examination = async ({ request, governors }) => {
  if (request === undefined) {
    return [
      warn(
        check,
        'no request was followed',
        'Name one that calls other services: --request http://127.0.0.1:8080/orders.',
      ),
    ];
  }
  const traceId = randomBytes(16).toString('hex');
  const answered = await send(request, traceId);
  if (answered.status !== 'pass') return [answered];
  return [answered, ...(await Promise.all(governors.map((governor) => follow(governor, traceId))))];
};

async function send(url: string, traceId: string): Promise<Diagnosis> {
  try {
    const reply = await fetch(url, {
      headers: { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    await reply.arrayBuffer();
    const told = reply.headers.get('x-trace-id');
    if (told === traceId) return pass(check, `the service went on with the trace (${reply.status})`);
    if (told === null) {
      return fail(
        check,
        'the reply has no x-trace-id',
        'The server is not instrumented: see docs/usage.md, Adapters.',
      );
    }
    return warn(
      check,
      'the service began a trace of its own',
      'That is right for the edge of a system, and for nothing behind it.',
    );
  } catch (error) {
    return fail(check, `the request failed (${reasonOf(error)})`, 'Start the service, or correct --request.');
  }
}

async function follow(governor: string, traceId: string): Promise<Diagnosis> {
  const { host } = new URL(governor);
  const name = `${check} ${host}`;
  const end = performance.now() + patienceMs;
  try {
    do {
      if ((await readPage(governor)).includes(traceId)) return pass(name, 'the trace came by');
      await new Promise((resolve) => setTimeout(resolve, 250));
    } while (performance.now() < end);
    return warn(
      name,
      'the trace did not come by',
      'Either the request does not lead there, or its spans are not exported (only sampled ones are shown), or the caller is not instrumented.',
    );
  } catch (error) {
    return warn(
      name,
      `its page cannot be read (${reasonOf(error)})`,
      'Start the service, or correct --governor.',
    );
  }
}

async function readPage(governor: string): Promise<string> {
  const reply = await fetch(`${governor}/metrics`, {
    headers: { accept: 'application/openmetrics-text;version=1.0.0' },
    signal: AbortSignal.timeout(timeoutMs),
  });
  return reply.text();
}
