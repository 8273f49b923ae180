import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { injectContext } from '../../src/index.js';
import { createTestTelemetry } from '../../src/testing/index.js';

const requests = 1000;
const messagesEach = 20;

/** Sends tasks to a worker thread and resolves each by its reply, whichever comes first. */
function createTasks(worker: Worker): (task: object) => Promise<void> {
  const waiting = new Map<number, () => void>();
  worker.on('message', ({ id }: { id: number }) => waiting.get(id)?.());
  let next = 0;
  return (task) =>
    new Promise((resolve) => {
      const id = next++;
      waiting.set(id, resolve);
      worker.postMessage({ ...task, id });
    });
}

/** Counts the lines, and those of another trace than the one they were logged for. */
function judge(lines: readonly Record<string, unknown>[]): { own: number; foreign: number } {
  const steps = lines.filter(({ msg }) => msg === 'step');
  const own = steps.filter(({ traceId, owner }) => traceId === owner).length;
  return { own, foreign: steps.length - own };
}

it('keeps the trace of each of 20,000 messages to a worker thread, there and after the reply', async () => {
  const telemetry = createTestTelemetry();
  const worker = new Worker(new URL('../logs/fixtures/logging-worker.mjs', import.meta.url));
  const run = createTasks(worker);
  await Promise.all(
    Array.from({ length: requests }, (_, request) =>
      telemetry.tracer.startActiveSpan(`request ${request}`, async (span) => {
        const owner = span.spanContext().traceId;
        for (let message = 0; message < messagesEach; message++) {
          await run({ owner, carrier: injectContext(telemetry) });
          telemetry.log.info('step', { owner });
        }
        span.end();
      }),
    ),
  );
  worker.postMessage('lines');
  const [{ lines }] = (await once(worker, 'message')) as [{ lines: string[] }];
  await worker.terminate();
  const inWorker = judge(lines.map((line) => JSON.parse(line) as Record<string, unknown>));
  const afterReply = judge(telemetry.lines());
  console.log(
    `worker thread: ${inWorker.own} of ${requests * messagesEach} lines have their own trace id there, ` +
      `${afterReply.own} after the reply, ${inWorker.foreign + afterReply.foreign} foreign`,
  );
  const all = { own: requests * messagesEach, foreign: 0 };
  expect([inWorker, afterReply]).toEqual([all, all]);
  await telemetry.shutdown();
}, 60_000);
