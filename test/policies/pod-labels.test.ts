import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { podLabels } from '../../src/policies/pod-labels.js';

const good = { app: 'orders', enable: 'true', version: 'pro' };

function judge(labels: Record<string, string>, selector: string[] = ['app']): string[] {
  const emitted = (label: string) => (label === 'method' ? 'ego_server_handle_total' : undefined);
  const verdicts = podLabels.check({ pods: 'Pod `a`', labels, selector, emitted }, defaultConventions);
  return [...verdicts].map(({ message, data }) => `${message} ${String(data?.['label'])}`);
}

describe('pod-labels', () => {
  it.each([
    ['the labels of the deck', good, []],
    ['others besides', { ...good, 'app.kubernetes.io/name': 'orders' }, []],
    ['none', {}, ['missing app', 'missing enable', 'missing version']],
    ['a value of a build', { ...good, version: '1.2.3+4' }, ['badValue version']],
    ['a value of 64 letters', { ...good, version: 'a'.repeat(64) }, ['badValue version']],
    ['an empty value', { ...good, version: '' }, []],
    ['a label of a metric', { ...good, method: 'x' }, ['collision method']],
  ])('judges %s', (_case, labels, problems) => {
    expect(judge(labels)).toEqual(problems);
  });

  it('lets no changing label select', () => {
    expect(judge(good, ['app', 'version'])).toEqual(['selected version']);
  });
});
