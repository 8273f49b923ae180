import type { MetricSubject } from '../../src/policies/index.js';
import type { Policy } from '../../src/problem.js';
import { createRule, type Rule } from './create-rule.js';
import { findMetricDefinitions } from './find-metric-definitions.js';
import { reportVerdict } from './report-verdict.js';
import { readStaticText } from './static-text.js';

/**
 * Makes the rule of a policy that judges a metric by its name and type: each metric of `define*` and prom-client whose
 * name can be resolved. OpenTelemetry instruments are named in its own dotted style, which exporters translate.
 */
export function createPolicyRule<Message extends string>(
  policy: Policy<MetricSubject, Message>,
): Rule<Message | 'rename'> {
  const messages: Record<string, string> = { ...policy.messages, rename: 'Rename it to `{suggestion}`.' };
  return createRule<Message | 'rename'>({
    id: policy.id,
    summary: policy.summary,
    messages: messages as Record<Message | 'rename', string>,
    hasSuggestions: true,
    create: (context) =>
      findMetricDefinitions(context, ['tricord', 'prom-client'], ({ name: node, type, conventions }) => {
        if (typeof node === 'string' || conventions === undefined) return;
        const text = readStaticText(node, context.sourceCode);
        if (text === undefined) return;
        for (const verdict of policy.check({ name: text.text, type }, conventions)) {
          reportVerdict(context, verdict, { text, node });
        }
      }),
  });
}
