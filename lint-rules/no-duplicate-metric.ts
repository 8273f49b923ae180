import type { TSESTree } from '@typescript-eslint/utils';
import { createRule } from './support/create-rule.js';
import { findAncestors, isFunction } from './support/find-ancestors.js';
import { findMetricDefinitions, type MetricSite } from './support/find-metric-definitions.js';
import { readStaticText } from './support/static-text.js';

export default createRule({
  id: 'no-duplicate-metric',
  summary: 'A metric name is defined once in a file.',
  messages: {
    duplicate: 'Metric `{name}` is defined on line {line} already; reuse that definition or rename this one.',
  },
  create: (context) => {
    const seen = new Map<string, MetricSite[]>();
    return findMetricDefinitions(context, ['tricord', 'prom-client'], (site) => {
      if (typeof site.name === 'string') return;
      const name = readStaticText(site.name, context.sourceCode)?.text;
      if (name === undefined) return;
      const key = JSON.stringify([name, registryOf(site, context.sourceCode.text)]);
      const earlier = seen.get(key) ?? [];
      seen.set(key, [...earlier, site]);
      const first = earlier.find((other) => canBothRun(other.node, site.node));
      if (first === undefined) return;
      context.report({
        node: site.name,
        messageId: 'duplicate',
        data: { name, line: first.node.loc.start.line },
      });
    });
  },
});

const choices: readonly string[] = [
  'IfStatement',
  'ConditionalExpression',
  'SwitchStatement',
  'TryStatement',
];

/** Metrics in different registries may share a name; the text of the expression tells registries apart. */
function registryOf({ registers }: MetricSite, text: string): string {
  return typeof registers === 'string' ? '' : text.slice(...registers.range);
}

/** Says whether two places are reached in one run: not those in different functions or in two branches of a choice. */
function canBothRun(a: TSESTree.Node, b: TSESTree.Node): boolean {
  const wayOfA = findAncestors(a);
  const wayOfB = findAncestors(b);
  const fork = wayOfA.find((node) => wayOfB.includes(node));
  if (fork !== undefined && choices.includes(fork.type)) return false;
  const functionOfA = wayOfA.find(isFunction);
  const functionOfB = wayOfB.find(isFunction);
  return functionOfA === functionOfB || functionOfA === undefined || functionOfB === undefined;
}
