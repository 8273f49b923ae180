import { describe, expect, it } from 'vitest';
import { openGate } from '../../src/logs/line-gate.js';
import { LineGate } from '../../src/logs/line-gate.js';
import { levelNumbers } from '../../src/logs/levels.js';
import { accessRecord, captureLogs } from './captured-logs.js';

const { info, warn, error, panic } = levelNumbers;

describe('LineGate', () => {
  it('writes the first lines of each message and level a second, then every so many-th, and counts the rest', () => {
    let now = 0;
    const gate = new LineGate({ ...openGate, sampleFirst: 3, sampleThereafter: 10 }, () => now);
    const admitted = Array.from({ length: 33 }, (_, i) => i + 1).filter(() => gate.admit(info, 'tick'));
    const ordinals = Array.from({ length: 33 }, (_, i) => i + 1);
    expect(admitted).toHaveLength(6);
    expect(ordinals.filter((n) => gate.admit(warn, 'tick') && n > 0)).toEqual([1, 2, 3, 13, 23, 33]);
    expect(gate.counts).toEqual({ sampled: 54, limited: 0 });
    now = 1000;
    expect([1, 2, 3, 4].map(() => gate.admit(info, 'tick'))).toEqual([true, true, true, false]);
  });

  it('writes none after the first when there is no thereafter, and leaves errors alone', () => {
    const gate = new LineGate({ ...openGate, sampleFirst: 1 }, () => 0);
    expect([1, 2, 3].map(() => gate.admit(info, 'tick'))).toEqual([true, false, false]);
    expect([1, 2, 3].map(() => gate.admit(error, 'tick'))).toEqual([true, true, true]);
  });

  it('limits the lines of a logger a second, errors by a share of their own, and never what ends the process', () => {
    const gate = new LineGate({ ...openGate, linesPerSecond: 2 }, () => 0);
    expect([1, 2, 3].map((n) => gate.admit(info, `m${n}`))).toEqual([true, true, false]);
    expect([1, 2, 3].map((n) => gate.admit(error, `m${n}`))).toEqual([true, true, false]);
    expect(gate.admit(panic, 'over')).toBe(true);
    expect(gate.counts).toEqual({ sampled: 0, limited: 2 });
  });

  it('keeps no more than 10,000 messages apart, and writes those beyond', () => {
    const gate = new LineGate({ ...openGate, sampleFirst: 1 }, () => 0);
    for (let i = 0; i < 10_000; i++) gate.admit(info, `m${i}`);
    expect(gate.admit(info, 'm1')).toBe(false);
    expect([1, 2].map(() => gate.admit(info, 'beyond'))).toEqual([true, true]);
  });
});

describe('the loggers', () => {
  it('account for what they leave out: produced = written + sampled + limited', () => {
    const logs = captureLogs({ gate: { sampleFirst: 5, sampleThereafter: 100, linesPerSecond: 0 } });
    for (let i = 0; i < 1000; i++) logs.business.info('tick', { i });
    for (let i = 0; i < 1000; i++) logs.access(accessRecord());
    const lines = logs.take().length;
    const { produced, written, dropped, sampled, limited } = logs.counts();
    console.log(`produced ${produced} = written ${written} + sampled ${sampled} + limited ${limited}`);
    expect([produced, lines, written + dropped + sampled + limited]).toEqual([2000, written, 2000]);
    expect(sampled).toBeGreaterThan(1900);
    logs.setGate(openGate);
    for (let i = 0; i < 1000; i++) logs.business.info('tick', { i });
    expect(logs.take()).toHaveLength(1000);
  });
});
