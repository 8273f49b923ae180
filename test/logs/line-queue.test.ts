import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBatch } from '../../src/logs/encode-batch.js';
import { type Batch, batchUnits, LineQueue } from '../../src/logs/line-queue.js';

const room = Buffer.alloc(4096);
const line = (text: string): string => `${text}\n`;

describe('LineQueue', () => {
  it('accounts for every line in 5,000 random histories, within its bound', () => {
    let lines = 0;
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('push' as const),
          size: fc.nat(6000),
          isUrgent: fc.boolean(),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constantFrom('write' as const, 'begin' as const, 'fail' as const, 'seal' as const),
          size: fc.nat(20_000),
        }),
      },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 60_000 }),
        fc.array(step, { maxLength: 60 }),
        (maxBytes, steps) => {
          const queue = new LineQueue(maxBytes);
          let taken: Batch | undefined;
          for (const each of steps) {
            if (each.do === 'push') {
              queue.push(line('é'.repeat(each.size / 2)), 'isUrgent' in each && each.isUrgent);
              lines++;
            } else if (each.do === 'seal') {
              queue.seal();
            } else if ((taken = queue.take()) !== undefined) {
              encodeBatch(taken, room);
              taken.offset = Math.min(
                taken.bytes,
                each.do === 'write' ? taken.bytes : taken.offset + each.size,
              );
              if (each.do === 'begin' && taken.offset < taken.bytes) queue.putBack(taken);
              else queue.settle(taken);
            }
            const { produced, written, dropped, buffered, bufferedBytes } = queue.counts;
            expect(written + dropped + buffered).toBe(produced);
            // The open batch is counted by its units, of which each may be two bytes here.
            expect(bufferedBytes).toBeLessThanOrEqual(maxBytes + 3 * batchUnits);
          }
          queue.dropAll();
          const { produced, written, dropped, buffered, bufferedBytes } = queue.counts;
          expect([written + dropped, buffered, bufferedBytes]).toEqual([produced, 0, 0]);
        },
      ),
      { numRuns: 5000 },
    );
    console.log(`${lines} lines accounted for in 5,000 histories`);
  }, 60_000);

  it('drops lines below error for the room of errors, and no error while there is another line', () => {
    const queue = new LineQueue(100_000);
    for (let i = 0; i < 1000; i++) queue.push(line(`info ${'x'.repeat(195)}`), false);
    const full = queue.counts;
    for (let i = 0; i < 400; i++) queue.push(line(`error ${'x'.repeat(194)}`), true);
    queue.seal();
    let errors = 0;
    for (let batch = queue.take(); batch !== undefined; batch = queue.take()) {
      const text = batch.encoded?.toString() ?? batch.text;
      errors += text.split('error ').length - 1;
      batch.offset = batch.bytes;
      queue.settle(batch);
    }
    expect(full).toMatchObject({ produced: 1000, dropped: 503 });
    expect(errors).toBe(400);
    expect(queue.counts).toMatchObject({
      produced: 1400,
      written: expect.any(Number) as number,
      buffered: 0,
    });
  });

  it('lets a batch that was begun go on before one that comes back untouched', () => {
    const queue = new LineQueue(1000);
    const [first, second] = ['first', 'second'].map((text) => {
      queue.push(line(text), false);
      queue.seal();
      return queue.take() as Batch;
    }) as [Batch, Batch];
    second.offset = 3;
    queue.putBack(second);
    queue.putBack(first);
    expect([queue.take(), queue.take()]).toEqual([second, first]);
  });

  it('counts the whole lines of a batch that was given up in the middle', () => {
    const queue = new LineQueue(1000);
    for (let i = 0; i < 10; i++) queue.push(line('123456789'), false);
    queue.seal();
    const batch = queue.take() as Batch;
    batch.offset = 35;
    queue.settle(batch);
    expect(queue.counts).toMatchObject({
      produced: 10,
      written: 3,
      dropped: 7,
      buffered: 0,
      bufferedBytes: 0,
    });
  });
});
