import { defaultConventions } from '../src/conventions.js';
import { metricHelp } from '../src/policies/index.js';
import { createRule } from './support/create-rule.js';
import { findMetricDefinitions } from './support/find-metric-definitions.js';
import { readStaticText } from './support/static-text.js';

export default createRule({
  id: metricHelp.id,
  summary: metricHelp.summary,
  messages: metricHelp.messages,
  create: (context) =>
    findMetricDefinitions(context, ['tricord', 'prom-client', 'opentelemetry'], (site) => {
      if (site.help === 'unseen' || typeof site.name === 'string') return;
      const name = readStaticText(site.name, context.sourceCode)?.text;
      const help = site.help === 'absent' ? '' : readStaticText(site.help, context.sourceCode)?.text;
      if (name === undefined || help === undefined) return;
      const { conventions, type } = site;
      for (const { message, data } of metricHelp.check(
        { name, type, help },
        conventions ?? defaultConventions,
      )) {
        const node = site.help === 'absent' ? site.name : site.help;
        context.report({ node, messageId: message, data: { ...data } });
      }
    }),
});
