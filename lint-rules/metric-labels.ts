import type { TSESLint } from '@typescript-eslint/utils';
import { defaultConventions } from '../src/conventions.js';
import { labelDeclared, metricLabels } from '../src/policies/index.js';
import { createRule } from './support/create-rule.js';
import { findLabels, listLabelNames } from './support/find-labels.js';
import { findLabelUses } from './support/find-label-uses.js';
import {
  findMetricDefinitions,
  mentionsMetrics,
  type MetricSite,
} from './support/find-metric-definitions.js';
import { joinListeners } from './support/join-listeners.js';
import { readProject } from './support/read-project.js';
import { reportVerdict } from './support/report-verdict.js';
import { readStaticText } from './support/static-text.js';

type Message = keyof typeof metricLabels.messages | 'undeclared';
type Context = Readonly<TSESLint.RuleContext<Message, readonly unknown[]>>;

export default createRule<Message>({
  id: metricLabels.id,
  summary: metricLabels.summary,
  messages: { ...metricLabels.messages, undeclared: labelDeclared.messages.undeclared },
  create: (context) => {
    if (!mentionsMetrics(context, readProject(context))) return {};
    return joinListeners(
      findMetricDefinitions(context, ['tricord', 'prom-client'], (site) => judgeDefinition(context, site)),
      findLabelUses(context, ({ label, key, site }) => {
        const declared = listLabelNames(site, context.sourceCode);
        const metric = site && nameOf(site, context.sourceCode);
        if (declared === undefined || metric === undefined || label.startsWith('#')) return;
        const subject = { metric, label, value: '', declared };
        const [verdict] = labelDeclared.check(subject, defaultConventions);
        if (verdict?.message === 'undeclared')
          context.report({ node: key, messageId: 'undeclared', data: { ...verdict.data } });
      }),
    );
  },
});

function judgeDefinition(context: Context, site: MetricSite): void {
  const name = nameOf(site, context.sourceCode);
  const { type, conventions } = site;
  if (name === undefined || conventions === undefined) return;
  for (const { node, text } of findLabels(site, context.sourceCode)) {
    const subject = { name, type, labels: [text.text] };
    for (const verdict of metricLabels.check(subject, conventions)) {
      reportVerdict(context as never, verdict, { text, node });
    }
  }
}

function nameOf({ name }: MetricSite, sourceCode: Context['sourceCode']): string | undefined {
  return typeof name === 'string' ? undefined : readStaticText(name, sourceCode)?.text;
}
