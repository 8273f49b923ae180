import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadiness } from '../../src/governor/readiness.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A dependency whose check answers after a while, or never while it hangs. */
function createDependency(answerMs = 1) {
  const state = { isUp: true, isHanging: false, runs: 0, inFlight: 0, most: 0 };
  const waiting: (() => void)[] = [];
  const check = (): Promise<boolean> => {
    state.runs++;
    state.most = Math.max(state.most, ++state.inFlight);
    return new Promise((resolve) => {
      const end = (): void => {
        state.inFlight--;
        resolve(state.isUp);
      };
      if (state.isHanging) waiting.push(end);
      else setTimeout(end, answerMs);
    });
  };
  const go = (): void => {
    state.isHanging = false;
    for (const end of waiting.splice(0)) end();
  };
  return { state, check, go };
}

/** Probes every 5 ms for a while and returns when each answer came, and what it was. */
async function probe(read: () => Promise<{ ready: boolean }>, ms: number) {
  const answers: { sentAt: number; at: number; ready: boolean }[] = [];
  const start = performance.now();
  while (performance.now() - start < ms) {
    const sentAt = performance.now() - start;
    void read().then(({ ready }) => answers.push({ sentAt, at: performance.now() - start, ready }));
    await vi.advanceTimersByTimeAsync(5);
  }
  return answers;
}

describe('createReadiness', () => {
  it('says within a second that a dependency hangs, at whatever moment it begins to', async () => {
    const times: number[] = [];
    for (let phase = 0; phase < 1200; phase += 50) {
      const { state, check } = createDependency();
      const read = createReadiness({ redis: check }, () => false);
      await probe(read, 1000 + phase);
      state.isHanging = true;
      const answers = await probe(read, 2000);
      times.push(answers.find(({ ready }) => !ready)?.at ?? Infinity);
      expect(answers.filter(({ sentAt, ready }) => ready && sentAt >= 1000)).toEqual([]);
      expect(state.most).toBe(1);
    }
    console.log(`not ready after ${Math.min(...times)} to ${Math.max(...times)} ms, ${times.length} moments`);
    expect(Math.max(...times)).toBeLessThanOrEqual(1000);
  });

  it('answers from memory while a result is renewed, and asks a dependency about three times a second', async () => {
    const { state, check } = createDependency(100);
    const read = createReadiness({ redis: check }, () => false);
    await probe(read, 200);
    const answers = await probe(read, 10_000);
    expect(Math.max(...answers.map(({ at, sentAt }) => at - sentAt))).toBe(0);
    expect(state.runs).toBeLessThanOrEqual(36);
    expect(state.most).toBe(1);
  });

  it('does not believe a result that is older than a second, and does not repeat one that is younger', async () => {
    const { state, check } = createDependency();
    const read = createReadiness({ redis: check }, () => false);
    expect((await probe(read, 5))[0]?.ready).toBe(true);
    state.isUp = false;
    await vi.advanceTimersByTimeAsync(2000);
    const answer = read();
    await vi.advanceTimersByTimeAsync(10);
    expect((await answer).ready).toBe(false);
  });

  it('keeps a hanging check from being started again, and takes it up when it has ended', async () => {
    const { state, check, go } = createDependency();
    const read = createReadiness({ redis: check }, () => false);
    await probe(read, 400);
    state.isHanging = true;
    await probe(read, 5000);
    const { runs } = state;
    await probe(read, 5000);
    expect(state.runs).toBe(runs);
    go();
    const answers = await probe(read, 1000);
    expect(answers.findLastIndex(({ ready }) => !ready)).toBeLessThanOrEqual(2);
    expect(state.most).toBe(1);
  });

  it('gives a check the time it asks for', async () => {
    const read = createReadiness(
      { slow: { check: createDependency(900).check, timeoutMs: 1000 }, fast: createDependency(900).check },
      () => false,
    );
    const answer = read();
    await vi.advanceTimersByTimeAsync(1000);
    expect((await answer).checks).toEqual({ slow: true, fast: false });
  });
});
