import type { TSESLint } from '@typescript-eslint/utils';
import { defaultConventions } from '../src/conventions.js';
import { labelCardinality } from '../src/policies/index.js';
import { translateAttribute } from '../src/policies/translate-instrument.js';
import { createRule } from './support/create-rule.js';
import { findEndless } from './support/find-endless.js';
import { findLabelUses, type LabelUse } from './support/find-label-uses.js';
import { findMetricDefinitions, type MetricSite } from './support/find-metric-definitions.js';
import { joinListeners } from './support/join-listeners.js';
import { readProject } from './support/read-project.js';
import { readStaticText } from './support/static-text.js';
import { findLabels } from './support/find-labels.js';

/** Options of the rule. */
export interface LabelCardinalityOptions {
  /** Labels that are bounded although their names or sources do not look so. */
  readonly allow?: readonly string[];
}

type Message = keyof typeof labelCardinality.messages | 'endlessSource';
type Context = Readonly<TSESLint.RuleContext<Message, readonly [LabelCardinalityOptions?]>>;

export default createRule<Message, [LabelCardinalityOptions?]>({
  id: labelCardinality.id,
  summary: labelCardinality.summary,
  messages: {
    ...labelCardinality.messages,
    endlessSource:
      'Label `{label}` of metric `{metric}` is filled from `{source}`: there is no end of {what}, and each new one is a new series.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          description: 'Labels that are bounded although their names or sources do not look so.',
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
        },
      },
    },
  ],
  create: (context) =>
    joinListeners(
      findMetricDefinitions(context, ['prom-client'], (site) => judgeDefinition(context, site)),
      findLabelUses(context, (use) => judgeUse(context, use)),
    ),
});

function judgeDefinition(context: Context, site: MetricSite): void {
  const metric =
    typeof site.name === 'string' ? undefined : readStaticText(site.name, context.sourceCode)?.text;
  if (metric === undefined) return;
  for (const { node, text } of findLabels(site, context.sourceCode)) {
    report(context, { metric, label: text.text }, node);
  }
}

function judgeUse(context: Context, use: LabelUse): void {
  const { label, key, value, library } = use;
  const { sourceCode } = context;
  const metric = nameOf(use, sourceCode);
  const text = readStaticText(value, sourceCode)?.text;
  if (text !== undefined) return report(context, { metric, label, value: text }, value);
  const endless = isAllowed(context, label) ? undefined : findEndless(value, sourceCode);
  if (endless !== undefined) {
    const data = { metric, label, what: endless.what, source: sourceCode.getText(endless.node) };
    context.report({ node: endless.node, messageId: 'endlessSource', data });
  } else if (library === 'opentelemetry') {
    // Instruments declare no labels, so this is the one place that names them.
    report(context, { metric, label: translateAttribute(label) }, key);
  }
}

function nameOf({ metric, site }: LabelUse, sourceCode: Context['sourceCode']): string {
  const name =
    site === undefined || typeof site.name === 'string'
      ? undefined
      : readStaticText(site.name, sourceCode)?.text;
  return name ?? sourceCode.getText(metric).slice(0, 60);
}

function isAllowed({ options }: Context, label: string): boolean {
  return options[0]?.allow?.includes(label) === true;
}

function report(
  context: Context,
  subject: Parameters<typeof labelCardinality.check>[0],
  node: LabelUse['key'],
): void {
  if (isAllowed(context, subject.label)) return;
  const conventions = readProject(context).conventions ?? defaultConventions;
  for (const { message, data } of labelCardinality.check(subject, conventions)) {
    context.report({ node, messageId: message, data: { ...data } });
  }
}
