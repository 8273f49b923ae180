import type { Conventions } from '../../src/conventions.js';
import type { MetricSubject } from '../../src/policies/index.js';
import { translateInstrument } from '../../src/policies/translate-instrument.js';
import { type Policy, renderMessage, type Verdict } from '../../src/problem.js';
import { createRule, type Rule } from './create-rule.js';
import { findMetricDefinitions, type MetricSite } from './find-metric-definitions.js';
import { type Context, readProject } from './read-project.js';
import { reportVerdict } from './report-verdict.js';
import { readStaticText, type StaticText } from './static-text.js';

type Extra = 'rename' | 'translated';

/**
 * Makes the rule of a policy that judges a metric by its name and type: each metric of `define*` and prom-client whose
 * name can be resolved, and each OpenTelemetry instrument by the name that it has in Prometheus.
 */
export function createPolicyRule<Message extends string>(
  policy: Policy<MetricSubject, Message>,
): Rule<Message | Extra> {
  const messages: Record<string, string> = {
    ...policy.messages,
    rename: 'Rename it to `{suggestion}`.',
    translated: 'Instrument `{instrument}` is `{name}` in Prometheus: {problem}',
  };
  return createRule<Message | Extra>({
    id: policy.id,
    summary: policy.summary,
    messages: messages as Record<Message | Extra, string>,
    hasSuggestions: true,
    create: (context) =>
      findMetricDefinitions(context, ['tricord', 'prom-client', 'opentelemetry'], (site) => {
        const { name: node, type, conventions, library } = site;
        if (typeof node === 'string' || conventions === undefined) return;
        const text = readStaticText(node, context.sourceCode);
        if (text === undefined) return;
        const name = library === 'opentelemetry' ? translate(context, site, text.text) : text.text;
        if (name === undefined) return;
        for (const verdict of policy.check({ name, type }, conventions)) {
          if (library === 'opentelemetry')
            reportInstrument(context, { policy, verdict, text, name, node, conventions });
          else reportVerdict(context, verdict, { text, node });
        }
      }),
  });
}

/** Undefined when the unit, and with it the end of the name, cannot be seen. */
function translate(context: Context, { type, unit }: MetricSite, name: string): string | undefined {
  const text =
    unit === 'absent' ? '' : unit === 'unseen' ? undefined : readStaticText(unit, context.sourceCode)?.text;
  if (text === undefined) return undefined;
  return translateInstrument({ name, type, unit: text }, readProject(context).instrumentNames);
}

interface Judged<Message extends string> {
  readonly policy: Policy<MetricSubject, Message>;
  readonly verdict: Verdict<Message>;
  readonly text: StaticText;
  readonly name: string;
  readonly node: Parameters<typeof reportVerdict>[2]['node'];
  readonly conventions: Conventions;
}

function reportInstrument<Message extends string>(
  context: Parameters<Rule<Message | Extra>['create']>[0],
  { policy, verdict, text, name, node, conventions }: Judged<Message>,
): void {
  const problem = renderMessage(policy, verdict);
  const isPrefix = verdict.message === 'missingPrefix' && text.text !== '';
  const suggestion = isPrefix ? conventions.userPrefix.replace(/_$/, '.') + text.text : undefined;
  const data = { instrument: text.text, name, problem, ...(suggestion && { suggestion }) };
  const part = text.text.includes(verdict.part ?? '\0') ? verdict.part : text.text;
  reportVerdict(context, { message: 'translated', data, ...(part && { part }) }, { text, node });
}
