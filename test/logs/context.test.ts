import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTestTelemetry } from '../../src/testing/index.js';

const requests = 1000;
const linesEach = 20;

/** The ways that work takes through a process, each of which must bring its context along. */
const ways: readonly ((say: () => void) => Promise<unknown>)[] = [
  async (say) => (await delay(1), say()),
  async (say) => (await immediate(), say()),
  async (say) => (await Promise.resolve(), say()),
  (say) => new Promise<void>((resolve) => process.nextTick(() => resolve(say()))),
  (say) => new Promise<void>((resolve) => queueMicrotask(() => resolve(say()))),
  (say) =>
    pipeline(Readable.from(['a']), async (source) => {
      for await (const _ of source) say();
    }),
  async (say) => {
    const emitter = new EventEmitter();
    emitter.once('event', say);
    await immediate();
    emitter.emit('event');
  },
];

it('gives each of 20,000 lines of 1,000 interleaved requests its own trace id, and no other', async () => {
  const telemetry = createTestTelemetry();
  await Promise.all(
    Array.from({ length: requests }, (_, request) =>
      telemetry.tracer.startActiveSpan(`request ${request}`, async (span) => {
        const { traceId } = span.spanContext();
        for (let line = 0; line < linesEach; line++) {
          const way = ways[(request + line) % ways.length] as (typeof ways)[number];
          await way(() => telemetry.log.info('step', { owner: traceId }));
        }
        span.end();
      }),
    ),
  );
  const lines = telemetry.lines().filter(({ msg }) => msg === 'step');
  const foreign = lines.filter(({ traceId, owner }) => traceId !== owner);
  console.log(
    `${lines.length} of ${requests * linesEach} lines have their own trace id, ${foreign.length} foreign`,
  );
  expect([lines.length, foreign]).toEqual([requests * linesEach, []]);
  await telemetry.shutdown();
}, 60_000);
