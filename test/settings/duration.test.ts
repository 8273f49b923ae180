import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/settings/duration.js';

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['1.5s', 1500],
    ['2m30s', 150_000],
    ['1h', 3_600_000],
    ['250us', 0.25],
    ['250µs', 0.25],
    ['0', 0],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', '-1s', 's', '1 s', '1s ', '1sec', '1d', 'NaNs', '1e3s'])('refuses `%s`', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('reads what Go prints, and nothing else throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), fc.nat(59), (text, minutes, seconds) => {
        parseDuration(text);
        return parseDuration(`${minutes}m${seconds}s`) === (minutes * 60 + seconds) * 1000;
      }),
      { numRuns: 2000 },
    );
  });
});
