import rule from '../../lint-rules/no-duplicate-metric.js';
import { testRule } from './rule-tester.js';

const prom = `import { Counter, Gauge, Registry } from 'prom-client';\n`;
const orders = `new Counter({ name: 'custom_orders_total' })`;

testRule('no-duplicate-metric', rule, {
  valid: [
    {
      name: 'lets different names through',
      code: `${prom}${orders};\nnew Gauge({ name: 'custom_heap_bytes' });`,
    },
    {
      name: 'lets branches of a choice through',
      code: `${prom}if (process.env.OLD) ${orders};\nelse ${orders};`,
    },
    {
      name: 'lets different functions through, of which one may run',
      code: `${prom}export const a = () => ${orders};\nexport const b = () => ${orders};`,
    },
    {
      name: 'lets different registries through',
      code: `${prom}const a = new Registry();\nconst b = new Registry();\nnew Counter({ name: 'x', registers: [a] });\nnew Counter({ name: 'x', registers: [b] });`,
    },
    {
      name: 'stays silent on names it cannot see',
      code: `${prom}import { NAME } from './names.js';\nnew Counter({ name: NAME });\nnew Counter({ name: NAME });`,
    },
    {
      name: 'leaves OpenTelemetry out, where the second call returns the first instrument',
      code: `import { metrics } from '@opentelemetry/api';\nconst meter = metrics.getMeter('shop');\nmeter.createCounter('x');\nmeter.createCounter('x');`,
    },
  ],
  invalid: [
    {
      name: 'points at the second name and tells the line of the first',
      code: `${prom}${orders};\nnew Gauge({ name: \`custom_orders_total\` });`,
      errors: [
        {
          messageId: 'duplicate',
          data: { name: 'custom_orders_total', line: 2 },
          line: 3,
          column: 19,
          endColumn: 40,
        },
      ],
    },
    {
      name: 'sees through constants and libraries',
      code: `import { defineCounter } from 'tricord';\n${prom}const NAME = 'custom_orders_' + 'total';\ndefineCounter({ name: NAME });\nexport const late = () => ${orders};`,
      errors: [
        { messageId: 'duplicate', data: { name: 'custom_orders_total', line: 4 }, line: 5, column: 47 },
      ],
    },
  ],
});
