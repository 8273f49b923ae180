import rule from '../../lint-rules/metric-prefix.js';
import { testRule } from './rule-tester.js';

const tricord = `import { createDefiners, defineCounter } from 'tricord';\n`;
const shop = { tricord: { conventions: { userPrefix: 'shop_', foreignPrefixes: ['pg_'] } } };

testRule('metric-prefix', rule, {
  valid: [
    {
      name: 'lets the prefix of the conventions through',
      code: `${tricord}defineCounter({ name: 'custom_orders_total' });`,
    },
    {
      name: 'takes prefixes from the settings',
      code: `import { Counter, Gauge } from 'prom-client';\nnew Counter({ name: 'shop_orders_total' });\nnew Gauge({ name: 'pg_pool_ratio' });`,
      settings: shop,
    },
    {
      name: 'takes the prefix that createDefiners is given',
      code: `${tricord}const define = createDefiners({ userPrefix: 'shop_' });\nexport const { defineGauge: gauge } = define;\ngauge({ name: 'shop_heap_bytes' });\ndefine.defineCounter({ name: 'shop_orders_total' });`,
    },
    {
      name: 'stays silent when the conventions of createDefiners cannot be seen',
      code: `import { conventions } from './conventions.js';\n${tricord}const { defineGauge } = createDefiners(conventions);\ndefineGauge({ name: 'heap_bytes' });`,
    },
    {
      name: 'stays silent on a name that is a parameter',
      code: `${tricord}export const define = (name) => defineCounter({ name });`,
    },
    {
      name: 'stays silent on a concatenation it cannot see to the end',
      code: `${tricord}import { PREFIX } from './prefix.js';\ndefineCounter({ name: PREFIX + 'orders_total' });`,
    },
  ],
  invalid: [
    {
      name: 'offers the prefix in the dotted style of an instrument',
      code: `import { metrics } from '@opentelemetry/api';\nmetrics.getMeter('shop').createCounter('orders.created');`,
      errors: [
        {
          messageId: 'translated',
          line: 2,
          column: 41,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'custom.orders.created' },
              output: `import { metrics } from '@opentelemetry/api';\nmetrics.getMeter('shop').createCounter('custom.orders.created');`,
            },
          ],
        },
      ],
    },
    {
      name: 'offers the prefix for a name without one',
      code: `${tricord}defineCounter({ name: "orders_total" });`,
      errors: [
        {
          messageId: 'missingPrefix',
          data: { name: 'orders_total', prefix: 'custom_', suggestion: 'custom_orders_total' },
          line: 2,
          column: 24,
          endColumn: 36,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'custom_orders_total' },
              output: `${tricord}defineCounter({ name: "custom_orders_total" });`,
            },
          ],
        },
      ],
    },
    {
      name: 'points at the namespace of the framework in a template literal',
      code: `import client from 'prom-client';\nnew client.Counter({ name: \`ego_orders_total\` });`,
      errors: [
        {
          messageId: 'reservedNamespace',
          data: { name: 'ego_orders_total', namespace: 'ego', prefix: 'custom_' },
          line: 2,
          column: 29,
          endColumn: 33,
          suggestions: [
            {
              messageId: 'rename',
              output: `import client from 'prom-client';\nnew client.Counter({ name: \`custom_orders_total\` });`,
            },
          ],
        },
      ],
    },
    {
      name: 'judges an aliased import by the settings',
      code: `import { defineCounter as counter } from 'tricord';\ncounter({ name: 'custom_orders_total' });`,
      settings: shop,
      errors: [
        {
          messageId: 'missingPrefix',
          data: { name: 'custom_orders_total', prefix: 'shop_', suggestion: 'shop_custom_orders_total' },
          line: 2,
          column: 18,
          suggestions: [
            {
              messageId: 'rename',
              output: `import { defineCounter as counter } from 'tricord';\ncounter({ name: 'shop_custom_orders_total' });`,
            },
          ],
        },
      ],
    },
    {
      name: 'judges by the settings what createDefiners is given out of sight',
      code: `${tricord}import { conventions } from './conventions.js';\ncreateDefiners(conventions).defineGauge({ name: 'x' + '_bytes' });`,
      settings: shop,
      errors: [
        {
          messageId: 'missingPrefix',
          data: { name: 'x_bytes', prefix: 'shop_', suggestion: 'shop_x_bytes' },
          line: 3,
          column: 49,
          endColumn: 63,
        },
      ],
    },
  ],
});
