import rule from '../../lint-rules/metric-help.js';
import { testRule } from './rule-tester.js';

const prom = `import { Counter } from 'prom-client';\n`;
const otel = `import { metrics } from '@opentelemetry/api';\nconst meter = metrics.getMeter('shop');\n`;

testRule('metric-help', rule, {
  valid: [
    { name: 'lets a help text through', code: `${prom}new Counter({ name: 'x', help: 'Orders.' });` },
    {
      name: 'lets a template with text through',
      code: `${prom}new Counter({ name: 'x', help: \`Orders.\` });`,
    },
    {
      name: 'stays silent on a help text it cannot see',
      code: `${prom}import { help } from './help.js';\nnew Counter({ name: 'x', help });`,
    },
    {
      name: 'stays silent on options that are spread from elsewhere',
      code: `${prom}import { base } from './base.js';\nnew Counter({ ...base, name: 'x' });`,
    },
    {
      name: 'finds the help text in a spread object of the file',
      code: `${prom}const base = { help: 'Orders.' };\nnew Counter({ ...base, name: 'x' });`,
    },
    {
      name: 'lets a description through',
      code: `${otel}meter.createCounter('x', { description: 'Orders.' });`,
    },
    {
      name: 'stays silent on a meter it cannot trace to the API',
      code: `export const make = (meter) => meter.createCounter('x');`,
    },
  ],
  invalid: [
    {
      name: 'points at the name of a metric without help',
      code: `${prom}new Counter({ name: 'x', labelNames: [] });`,
      errors: [{ messageId: 'missingHelp', data: { name: 'x' }, line: 2, column: 21, endColumn: 24 }],
    },
    {
      name: 'points at a help text of spaces',
      code: `import { defineGauge } from 'tricord';\ndefineGauge({ name: 'x', help: '  ' });`,
      errors: [{ messageId: 'missingHelp', data: { name: 'x' }, line: 2, column: 32, endColumn: 36 }],
    },
    {
      name: 'points at an empty template',
      code: `${prom}new Counter({ name: 'x', help: \`\` });`,
      errors: [{ messageId: 'missingHelp', data: { name: 'x' }, line: 2, column: 32, endColumn: 34 }],
    },
    {
      name: 'points at an OpenTelemetry instrument without description',
      code: `${otel}meter.createObservableGauge('queue.size');`,
      errors: [
        { messageId: 'missingHelp', data: { name: 'queue.size' }, line: 3, column: 29, endColumn: 41 },
      ],
    },
  ],
});
