import rule from '../../lint-rules/no-dynamic-metric-name.js';
import { testRule } from './rule-tester.js';

const prom = `import { Counter } from 'prom-client';\n`;

testRule('no-dynamic-metric-name', rule, {
  valid: [
    { name: 'lets a literal through', code: `${prom}new Counter({ name: 'custom_orders_total' });` },
    {
      name: 'lets constants of the file through',
      code: `${prom}const P = 'custom_';\nnew Counter({ name: \`\${P}orders_total\` });`,
    },
    {
      name: 'stays silent on imported constants',
      code: `${prom}import { NAMES, PREFIX } from './names.js';\nnew Counter({ name: PREFIX + 'orders_total' });\nnew Counter({ name: NAMES.orders });`,
    },
    {
      name: 'lets a choice between literals through',
      code: `${prom}import { isNew } from './flags.js';\nnew Counter({ name: isNew ? 'custom_a_total' : 'custom_b_total' });`,
    },
    {
      name: 'stays silent on options it cannot see',
      code: `${prom}export const make = (options) => new Counter(options);`,
    },
    {
      name: 'stays silent on globals',
      code: `${prom}new Counter({ name: \`custom_\${APP}_total\` });`,
    },
  ],
  invalid: [
    {
      name: 'points at the parameter in a template literal',
      code: `${prom}const make = (route) => new Counter({ name: \`custom_\${route}_total\` });`,
      errors: [
        {
          messageId: 'dynamicName',
          data: { type: 'counter', part: 'route' },
          line: 2,
          column: 55,
          endColumn: 60,
        },
      ],
    },
    {
      name: 'points at a property of a parameter behind a constant',
      code: `import { defineGauge } from 'tricord';\nfunction make(request) {\n  const { path } = request;\n  return defineGauge({ name: 'custom_' + path });\n}`,
      errors: [{ messageId: 'dynamicName', data: { type: 'gauge', part: 'path' }, line: 4, column: 42 }],
    },
    {
      name: 'points at a call',
      code: `${prom}import { toName } from './names.js';\nnew Counter({ name: toName('orders') });`,
      errors: [
        {
          messageId: 'dynamicName',
          data: { type: 'counter', part: "toName('orders')" },
          line: 3,
          column: 21,
        },
      ],
    },
    {
      name: 'points at a loop variable',
      code: `${prom}for (const kind of ['a', 'b']) new Counter({ name: \`custom_\${kind}_total\` });`,
      errors: [{ messageId: 'dynamicName', data: { type: 'counter', part: 'kind' }, line: 2, column: 62 }],
    },
    {
      name: 'points at a variable that is assigned again',
      code: `${prom}let name = 'custom_a_total';\nname = 'custom_b_total';\nnew Counter({ name });`,
      errors: [{ messageId: 'dynamicName', data: { type: 'counter', part: 'name' }, line: 4, column: 15 }],
    },
    {
      name: 'points at the environment and at instance state',
      code: `${prom}class A {\n  a = new Counter({ name: process.env.APP + '_total' });\n  b = new Counter({ name: \`\${this.app}_total\` });\n}`,
      errors: [
        { messageId: 'dynamicName', data: { type: 'counter', part: 'process.env.APP' }, line: 3, column: 27 },
        { messageId: 'dynamicName', data: { type: 'counter', part: 'this.app' }, line: 4, column: 30 },
      ],
    },
    {
      name: 'judges OpenTelemetry instruments too',
      code: `import { metrics } from '@opentelemetry/api';\nconst make = (queue) => metrics.getMeter('shop').createUpDownCounter(\`queue.\${queue}.size\`);`,
      errors: [{ messageId: 'dynamicName', data: { type: 'gauge', part: 'queue' }, line: 2, column: 79 }],
    },
  ],
});
