import rule from '../../lint-rules/metric-labels.js';
import { testRule } from './rule-tester.js';

const prom = `import { Counter } from 'prom-client';\n`;
const name = 'custom_orders_total';

testRule('metric-labels', rule, {
  valid: [
    {
      name: 'lets snake_case labels through',
      code: `${prom}new Counter({ name: '${name}', labelNames: ['channel', 'pay_type'] as const });`,
    },
    {
      name: 'lets the labels of foreign metrics through',
      code: `${prom}new Counter({ name: 'process_starts_total', labelNames: ['version'] });`,
    },
    {
      name: 'stays silent on labels it cannot see',
      code: `${prom}import { more } from './labels.js';\nnew Counter({ name: '${name}', labelNames: more });\nnew Counter({ name: '${name}', labelNames: [...more] });`,
    },
    {
      name: 'stays silent on the labels of a metric whose name it cannot see',
      code: `${prom}export const make = (name) => new Counter({ name, labelNames: ['le'] });`,
    },
    {
      name: 'takes the labels of the target from the settings',
      code: `${prom}new Counter({ name: '${name}', labelNames: ['version'] });`,
      settings: { tricord: { conventions: { targetLabels: ['pod'] } } },
    },
  ],
  invalid: [
    {
      name: 'points at the key of a definition',
      code: `import { defineCounter } from 'tricord';\ndefineCounter({ name: '${name}', labels: { payType: ['card'], ok: ['a'] } });`,
      errors: [
        { messageId: 'notSnakeCase', data: { label: 'payType', name }, line: 2, column: 56, endColumn: 63 },
      ],
    },
    {
      name: 'points inside the quotes of a quoted key and of a template in a list',
      code: `import { defineCounter } from 'tricord';\n${prom}defineCounter({ name: '${name}', labels: { 'le': ['a'] } });\nnew Counter({ name: '${name}', labelNames: [\`version\`] });`,
      errors: [
        { messageId: 'reserved', data: { label: 'le', name }, line: 3, column: 57, endColumn: 59 },
        { messageId: 'target', data: { label: 'version', name }, line: 4, column: 58, endColumn: 65 },
      ],
    },
    {
      name: 'sees constants of the file beside what it cannot see',
      code: `${prom}import { more } from './labels.js';\nconst POD = 'pod';\nnew Counter({ name: '${name}', labelNames: [...more, POD] });`,
      errors: [{ messageId: 'target', data: { label: 'pod', name }, line: 3, column: 14, endColumn: 17 }],
    },
  ],
});
