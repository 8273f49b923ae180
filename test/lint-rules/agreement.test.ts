import { Linter } from 'eslint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import plugin from '../../lint-rules/index.js';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { checkExposition } from '../../src/check/index.js';
import { defaultConventions } from '../../src/conventions.js';
import { TricordError } from '../../src/errors.js';
import { metricPolicies } from '../../src/policies/index.js';
import { judge } from '../../src/problem.js';
import { name, word } from '../support/fuzzed-names.js';

const define = { counter: defineCounter, gauge: defineGauge, histogram: defineHistogram };
const types = ['counter', 'gauge', 'histogram'] as const;
const metricRules = metricPolicies.map(({ id }) => id);

interface Metric {
  readonly type: (typeof types)[number];
  readonly name: string;
  readonly label: string;
}

const knownLabel = fc.constantFrom(
  'channel',
  'a',
  'b',
  'c',
  'd',
  'e',
  'le',
  'version',
  '__name__',
  'payType',
  'pay_type',
  'quantile',
  '',
);
const label = fc.oneof(
  { weight: 5, arbitrary: knownLabel },
  { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...'abAB_1-'), maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(word, { maxLength: 3 }).map((words) => words.join('_')) },
);
const metric: fc.Arbitrary<Metric> = fc.record({ type: fc.constantFrom(...types), name, label });

function judgeByPolicy({ type, name, label }: Metric): string[] {
  const subject = { name, type, help: 'Help.', labels: [label], origin: 'user' } as const;
  return judge(metricPolicies, subject, defaultConventions).map(({ text }) => text);
}

function judgeAtRunTime({ type, name, label }: Metric): string[] {
  try {
    define[type]({ name: name as never, help: 'Help.', labels: { [label]: ['a'] } });
    return [];
  } catch (error) {
    if (!(error instanceof TricordError)) throw error;
    return [String((error.data as Record<string, unknown>)['problems'])];
  }
}

/** Lints one definition a line and returns the sentences by line. */
function judgeByRules(metrics: readonly Metric[]): string[][] {
  const lines = metrics.map(({ type, name, label }) => {
    const call = `define${type[0]?.toUpperCase()}${type.slice(1)}`;
    return `${call}({ name: ${toSource(name)}, help: 'Help.', labels: { ${toSource(label)}: ['a'] } });`;
  });
  const code = ["import { defineCounter, defineGauge, defineHistogram } from 'tricord';", ...lines].join(
    '\n',
  );
  const rules = Object.fromEntries(metricRules.map((id) => [`tricord/${id}`, 'error' as const]));
  const found = lines.map((): string[] => []);
  for (const { line, message, fatal } of new Linter().verify(code, { plugins: { tricord: plugin }, rules })) {
    if (fatal) throw new Error(message);
    found[line - 2]?.push(message);
  }
  return found;
}

/**
 * Whether a page can carry the name and the label at all; what cannot is refused before any policy is asked. On a page,
 * names of the namespace are the framework's own, which the catalog judges.
 */
function isExposable({ name, label, type }: Metric): boolean {
  if (name.startsWith('ego_')) return false;
  const isBucketLabel = type === 'histogram' && label === 'le';
  return /^[A-Za-z_:][\w:]*$/.test(name) && /^[A-Za-z_]\w*$/.test(label) && !isBucketLabel;
}

/** What `tricord check` says of the page of a process that has the metric. */
async function judgeOnPage({ type, name, label }: Metric): Promise<string[]> {
  const histogram = `${name}_bucket{${label}="a",le="+Inf"} 1\n${name}_sum{${label}="a"} 1\n${name}_count{${label}="a"} 1\n`;
  const samples = type === 'histogram' ? histogram : `${name}{${label}="a"} 1\n`;
  const page = `# HELP ${name} Help.\n# TYPE ${name} ${type}\n${samples}`;
  const { problems } = await checkExposition([Buffer.from(page)], { file: 'page', format: 'text' });
  return problems.filter(({ policy }) => metricRules.includes(policy as never)).map(({ text }) => text);
}

/** JSON is JavaScript, but for the line separators, which would end lines for ESLint. */
function toSource(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}

describe('policy, rule, run time and check', () => {
  it('give the same verdict on 10,000 names and labels', { timeout: 120_000 }, async () => {
    const metrics = fc.sample(metric, 10_000);
    let clean = 0;
    let pages = 0;
    for (let start = 0; start < metrics.length; start += 500) {
      const batch = metrics.slice(start, start + 500);
      const byRules = judgeByRules(batch);
      for (const [i, candidate] of batch.entries()) {
        const byPolicy = judgeByPolicy(candidate);
        if (byPolicy.length === 0) clean += 1;
        expect(byRules[i]?.toSorted()).toEqual(byPolicy.toSorted());
        expect(judgeAtRunTime(candidate).join(' ')).toBe(byPolicy.join(' '));
        if (!isExposable(candidate)) continue;
        pages += 1;
        expect((await judgeOnPage(candidate)).toSorted()).toEqual(byPolicy.toSorted());
      }
    }
    console.log(
      `agreement: ${metrics.length} names and labels, ${clean} good, ${metrics.length - clean} bad, ${pages} on pages too, 0 disagreements`,
    );
    expect(clean).toBeGreaterThan(500);
    expect(metrics.length - clean).toBeGreaterThan(1_000);
    expect(pages).toBeGreaterThan(3_000);
  });
});
