import { describe, expect, it } from 'vitest';
import { createBaselineRecorder, parseBaseline } from '../../src/check/baseline.js';
import { createTreatment } from '../../src/check/treatment.js';

const today = new Date('2027-01-15T12:00:00Z');
const problem = {
  ...({ policy: 'metric-unit', severity: 'error', file: 'deploy/orders.prom' } as const),
  text: 'Metric name `a_ms` counts in `ms`; use the base unit `seconds`.',
};
const waiver = { rule: 'metric-unit', reason: 'Old.', until: '2027-01-15' };

describe('createTreatment', () => {
  it('keeps the severity of the policy, unless the rules say otherwise', () => {
    expect(createTreatment({ today })(problem)).toBe('error');
    expect(createTreatment({ today, rules: { 'metric-unit': 'info' } })(problem)).toBe('info');
    expect(createTreatment({ today, rules: { 'metric-unit': 'off' } })(problem)).toBe('off');
    expect(createTreatment({ today, rules: {} })({ ...problem, policy: 'constructor' })).toBe('error');
  });

  it.each([
    ['of its rule', {}, 'waived'],
    ['that ended yesterday', { until: '2027-01-14' }, 'error'],
    ['of another rule', { rule: 'metric-name' }, 'error'],
    ['of another text', { text: 'b_ms' }, 'error'],
    ['of this text', { text: '`a_ms`' }, 'waived'],
    ['of this file', { file: 'deploy/orders.prom' }, 'waived'],
    ['of files like this', { file: 'deploy/*.prom' }, 'waived'],
    ['of files like this, by parts', { file: '*/ord*s*' }, 'waived'],
    ['of other files', { file: '*.yaml' }, 'error'],
    ['of a part of the name', { file: 'orders.prom' }, 'error'],
  ])('applies a waiver %s', (_case, change, expected) => {
    expect(createTreatment({ today, waivers: [{ ...waiver, ...change }] })(problem)).toBe(expected);
  });

  it('matches patterns in linear time', () => {
    const file = 'a'.repeat(20_000);
    const treat = createTreatment({ today, waivers: [{ ...waiver, file: `${'*a'.repeat(500)}b` }] });
    expect(treat({ ...problem, file })).toBe('error');
  });
});

describe('a baseline', () => {
  const moved = { ...problem, text: 'It stood on line 7 already.' };

  it('knows each problem as often as it was there, wherever its line is now', () => {
    const recorder = createBaselineRecorder();
    const record = createTreatment({ today, baseline: recorder });
    expect([problem, problem, moved].map(record)).toEqual(['known', 'known', 'known']);
    const treat = createTreatment({ today, baseline: parseBaseline(recorder.render(), 'x') });
    expect([problem, { ...moved, text: 'It stood on line 9 already.' }].map(treat)).toEqual([
      'known',
      'known',
    ]);
    expect([problem, problem, moved].map(treat)).toEqual(['known', 'error', 'error']);
  });

  it('is written the same, in whatever order problems come', () => {
    const [one, two] = [createBaselineRecorder(), createBaselineRecorder()];
    [problem, moved].forEach((each) => one.take(each));
    [moved, problem].forEach((each) => two.take(each));
    expect(one.render()).toBe(two.render());
  });

  it.each([
    '',
    '[]',
    '{"version":2,"problems":[]}',
    '{"version":1,"problems":[{}]}',
    '{"version":1}',
    'null',
  ])('is refused when it reads %s', (text) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(/Baseline `b\.json` cannot be used: /);
  });
});
