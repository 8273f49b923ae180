import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTimeText } from '../../src/logs/time-text.js';

it('renders what Date renders, whatever the clock does from one line to the next', () => {
  let time = 0;
  const render = createTimeText('iso', () => time);
  let count = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: -62_000_000_000_000, max: 8_000_000_000_000_000 }),
      fc.array(fc.integer({ min: -3000, max: 3000 })),
      (start, steps) => {
        for (const step of [0, ...steps]) {
          time = start + step;
          count += 1;
          expect(render()).toBe(new Date(time).toISOString());
        }
      },
    ),
    { numRuns: 2000 },
  );
  console.log(`${count} times`);
});
