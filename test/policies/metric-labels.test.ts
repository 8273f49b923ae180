import { describe, expect, it } from 'vitest';
import { defaultConventions, resolveConventions } from '../../src/conventions.js';
import { metricLabels } from '../../src/policies/index.js';

const name = 'custom_orders_total';
const table: [string, string, string[] | undefined, string[]][] = [
  ['snake_case labels', name, ['channel', 'pay_type'], []],
  ['no labels', name, [], []],
  ['labels that cannot be seen', name, undefined, []],
  ['camelCase', name, ['payType'], ['notSnakeCase']],
  ['an empty label', name, [''], ['notSnakeCase']],
  ['a dot', name, ['pay.type'], ['notSnakeCase']],
  ['the label of histograms', name, ['le'], ['reserved']],
  ['the label of summaries', name, ['quantile'], ['reserved']],
  ['a label Prometheus keeps for itself', name, ['__name__'], ['reserved']],
  ['a label of the scraped target', name, ['version'], ['target']],
  ['several labels, each once', name, ['le', 'ok', 'pod', 'A'], ['reserved', 'target', 'notSnakeCase']],
  ['the labels of a foreign metric', 'nodejs_version_info', ['version'], []],
];

describe('metric-labels', () => {
  it.each(table)('judges %s', (_case, metric, labels, problems) => {
    const subject = { name: metric, type: 'counter', ...(labels && { labels }) } as const;
    const verdicts = [...metricLabels.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });

  it('takes the labels of the target from the conventions', () => {
    const conventions = resolveConventions({ targetLabels: ['zone'] });
    const subject = { name, type: 'counter', labels: ['version', 'zone'] } as const;
    expect([...metricLabels.check(subject, conventions)]).toMatchObject([
      { message: 'target', part: 'zone' },
    ]);
  });
});
