import rule from '../../lint-rules/metric-unit.js';
import { testRule } from './rule-tester.js';

const tricord = `import { createDefiners, defineCounter, defineGauge, defineHistogram } from 'tricord';\n`;

testRule('metric-unit', rule, {
  valid: [
    {
      name: 'lets listed units through',
      code: `${tricord}defineCounter({ name: 'custom_sent_bytes_total' });\ndefineGauge({ name: 'custom_build_info' });\ndefineHistogram({ name: 'custom_wait_seconds' });`,
    },
    {
      name: 'takes the list from the settings',
      code: `${tricord}defineGauge({ name: 'custom_room_celsius' });`,
      settings: { tricord: { conventions: { unitSuffixes: ['_total', '_celsius'] } } },
    },
    {
      name: 'takes the list that createDefiners is given',
      code: `${tricord}const units = ['_total', '_celsius'] as const;\ncreateDefiners({ unitSuffixes: ['_total', '_celsius'] }).defineGauge({ name: 'custom_room_celsius' });`,
    },
    {
      name: 'stays silent on a name that is built at run time',
      code: `${tricord}export const make = (what) => defineGauge({ name: \`custom_\${what}\` });`,
    },
    {
      name: 'takes the unit of an instrument for the end of its name',
      code: `import { metrics } from '@opentelemetry/api';\nmetrics.getMeter('shop').createHistogram('custom.wait', { unit: 's' });\nmetrics.getMeter('shop').createCounter('custom.orders', { unit: '{order}' });`,
    },
  ],
  invalid: [
    {
      name: 'sees a scaled unit and a missing one of instruments',
      code: `import { metrics } from '@opentelemetry/api';\nconst meter = metrics.getMeter('shop');\nmeter.createHistogram('custom.wait', { unit: 'ms' });\nmeter.createGauge('custom.depth');`,
      errors: [
        { messageId: 'translated', line: 3, column: 24 },
        { messageId: 'translated', line: 3, column: 24 },
        { messageId: 'translated', line: 4, column: 20 },
      ],
    },
    {
      name: 'leaves units out when the settings say that the exporter does',
      code: `import { metrics } from '@opentelemetry/api';\nmetrics.getMeter('shop').createHistogram('custom.wait', { unit: 's' });`,
      settings: { tricord: { instrumentNames: 'unsuffixed' } },
      errors: [{ messageId: 'translated', line: 2, column: 43 }],
    },
    {
      name: 'offers `_total` for a counter of plain prom-client',
      code: `import { Counter } from 'prom-client';\nnew Counter({ name: 'custom_orders' });`,
      errors: [
        {
          messageId: 'missingTotal',
          data: { name: 'custom_orders', suggestion: 'custom_orders_total' },
          line: 2,
          column: 22,
          endColumn: 35,
          suggestions: [
            {
              messageId: 'rename',
              output: `import { Counter } from 'prom-client';\nnew Counter({ name: 'custom_orders_total' });`,
            },
          ],
        },
      ],
    },
    {
      name: 'points at the scaled unit and offers no rename, because the values would stay as they are',
      code: `${tricord}defineHistogram({ name: \`custom_wait_ms_seconds\` });`,
      errors: [
        {
          messageId: 'scaledUnit',
          data: { name: 'custom_wait_ms_seconds', unit: 'ms', base: 'seconds' },
          line: 2,
          column: 38,
          endColumn: 40,
        },
      ],
    },
    {
      name: 'points at `_total` of a gauge',
      code: `${tricord}defineGauge({ name: 'custom_total_bytes_total' });`,
      errors: [
        {
          messageId: 'unexpectedTotal',
          data: { name: 'custom_total_bytes_total', type: 'Gauge' },
          line: 2,
          column: 40,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'points at `_info` of a summary',
      code: `import { Summary } from 'prom-client';\nnew Summary({ name: 'custom_job_info' });`,
      errors: [
        {
          messageId: 'infoOnCounter',
          data: { name: 'custom_job_info', type: 'Summary' },
          line: 2,
          column: 32,
          endColumn: 37,
        },
      ],
    },
    {
      name: 'lists the units a histogram may end in',
      code: `${tricord}defineHistogram({ name: 'custom_wait' });`,
      errors: [
        {
          messageId: 'missingUnit',
          data: { name: 'custom_wait', suffixes: '`_seconds`, `_bytes`, `_ratio`' },
          line: 2,
          column: 26,
          endColumn: 37,
        },
      ],
    },
  ],
});
