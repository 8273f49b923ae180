import rule from '../../lint-rules/metric-name.js';
import { testRule } from './rule-tester.js';

testRule('metric-name', rule, {
  valid: [
    {
      name: 'lets a snake_case name through',
      code: `import { defineCounter } from 'tricord';\ndefineCounter({ name: 'custom_orders_total', help: 'Orders.' });`,
    },
    {
      name: 'lets foreign prefixes through',
      code: `import { Gauge } from 'prom-client';\nnew Gauge({ name: 'nodejs_handles_count', help: 'Handles.' });`,
    },
    {
      name: 'stays silent on a name it cannot see',
      code: `import { Counter } from 'prom-client';\nimport { NAME } from './names.js';\nnew Counter({ name: NAME, help: 'Orders.' });`,
    },
    {
      name: 'stays silent on a name under a spread it cannot see',
      code: `import { Counter } from 'prom-client';\nimport { options } from './options.js';\nnew Counter({ name: 'badName', ...options });`,
    },
    {
      name: 'stays silent on classes of the same name from elsewhere',
      code: `import { Counter } from './counter.js';\nnew Counter({ name: 'badName' }); // not prom-client`,
    },
    {
      name: 'stays silent on a shadowed class',
      code: `import { Counter } from 'prom-client';\nfunction count(Counter) { return new Counter({ name: 'badName' }); }`,
    },
    {
      name: 'lets the dots of OpenTelemetry through, which become underscores',
      code: `import { metrics } from '@opentelemetry/api';\nmetrics.getMeter('shop').createCounter('custom.http.requests');`,
    },
    {
      name: 'stays silent on an instrument whose unit it cannot see',
      code: `import { metrics } from '@opentelemetry/api';\nimport { unit } from './unit.js';\nmetrics.getMeter('shop').createHistogram('custom.waitTime', { unit });`,
    },
    {
      name: 'gives up on a chain of constants that doubles',
      code:
        `import { Counter } from 'prom-client';\nconst c0 = 'a-';\n` +
        Array.from({ length: 40 }, (_, i) => `const c${i + 1} = c${i} + c${i};`).join('\n') +
        `\nnew Counter({ name: c40 });`,
    },
  ],
  invalid: [
    {
      name: 'judges an instrument by its name in Prometheus, and points into the one in the code',
      code: `import { metrics } from '@opentelemetry/api';\nconst meter = metrics.getMeter('shop');\nmeter.createUpDownCounter('custom.queue.gauge', { unit: 'By' });`,
      errors: [
        {
          messageId: 'translated',
          data: {
            instrument: 'custom.queue.gauge',
            name: 'custom_queue_gauge_bytes',
            problem:
              'Metric name `custom_queue_gauge_bytes` contains the type word `gauge`; a name says what is measured.',
          },
          line: 3,
          column: 41,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'knows a meter by the type of a parameter',
      code: `import type { Meter } from '@opentelemetry/api';\nexport const make = (meter: Meter) => meter.createCounter('custom.httpCalls');`,
      errors: [{ messageId: 'translated', line: 2, column: 60 }],
    },
    {
      name: 'points inside the quotes of a literal',
      code: `import { defineCounter } from 'tricord';\ndefineCounter({ name: 'custom_ordersCreated_total', help: 'Orders.' });`,
      errors: [
        {
          messageId: 'notSnakeCase',
          data: { name: 'custom_ordersCreated_total', suggestion: 'custom_orders_created_total' },
          line: 2,
          column: 24,
          endColumn: 50,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'custom_orders_created_total' },
              output: `import { defineCounter } from 'tricord';\ndefineCounter({ name: 'custom_orders_created_total', help: 'Orders.' });`,
            },
          ],
        },
      ],
    },
    {
      name: 'points at the type word, not at a word that contains it',
      code: `import { Counter as C } from 'prom-client';\nnew C({ name: \`custom_encounter_counter_total\` });`,
      errors: [
        {
          messageId: 'typeWord',
          data: { name: 'custom_encounter_counter_total', word: 'counter' },
          line: 2,
          column: 33,
          endColumn: 40,
        },
      ],
    },
    {
      name: 'sees a class of a namespace import, and points at a suffix',
      code: `import * as client from '@prometheus-io/client';\nnew client.Gauge<'a'>({ name: 'custom_queue_count' });`,
      errors: [
        {
          messageId: 'generatedSuffix',
          data: { name: 'custom_queue_count', suffix: '_count' },
          line: 2,
          column: 44,
          endColumn: 50,
        },
      ],
    },
    {
      name: 'sees a class of the default import, taken out of it',
      code: `import client from 'prom-client';\nconst { Summary: Quantiles } = client;\nnew Quantiles({ name: '__' });`,
      errors: [{ messageId: 'noWord', data: { name: '__' }, line: 3, column: 24, endColumn: 26 }],
    },
    {
      name: 'sees require and an options object of the file',
      code: `var client = require('prom-client');\nvar options = { name: 'custom_gauge_ratio' };\nnew client.Gauge(options);`,
      errors: [
        {
          messageId: 'typeWord',
          data: { name: 'custom_gauge_ratio', word: 'gauge' },
          line: 2,
          column: 31,
          endColumn: 36,
        },
      ],
    },
    {
      name: 'sees a destructured require and a dynamic import',
      code: `const { Counter } = require('prom-client');\nconst { Gauge } = await import('prom-client');\nnew Counter({ name: 'a-b' });\nnew Gauge({ name: 'c-d' });`,
      errors: [
        {
          messageId: 'notSnakeCase',
          data: { name: 'a-b', suggestion: 'a_b' },
          line: 3,
          column: 22,
          suggestions: [
            {
              messageId: 'rename',
              output: `const { Counter } = require('prom-client');\nconst { Gauge } = await import('prom-client');\nnew Counter({ name: 'a_b' });\nnew Gauge({ name: 'c-d' });`,
            },
          ],
        },
        {
          messageId: 'notSnakeCase',
          data: { name: 'c-d', suggestion: 'c_d' },
          line: 4,
          column: 20,
          suggestions: [
            {
              messageId: 'rename',
              output: `const { Counter } = require('prom-client');\nconst { Gauge } = await import('prom-client');\nnew Counter({ name: 'a-b' });\nnew Gauge({ name: 'c_d' });`,
            },
          ],
        },
      ],
    },
    {
      name: 'sees import = require',
      code: `import client = require('prom-client');\nnew client.Counter({ name: 'custom_metric_total' });`,
      errors: [
        { messageId: 'typeWord', data: { name: 'custom_metric_total', word: 'metric' }, line: 2, column: 36 },
      ],
    },
    {
      name: 'resolves a constant and points at its literal, without a rename when others read it',
      code: `import { defineGauge } from 'tricord';\nconst NAME = 'custom_heapUsed_bytes' as const;\ndefineGauge({ name: NAME });\nlog(NAME);`,
      errors: [
        {
          messageId: 'notSnakeCase',
          data: { name: 'custom_heapUsed_bytes', suggestion: 'custom_heap_used_bytes' },
          line: 2,
          column: 15,
          endColumn: 36,
        },
      ],
    },
    {
      name: 'resolves a concatenation and points at the piece that is wrong',
      code: `import { defineGauge } from 'tricord';\nconst P = 'custom_';\ndefineGauge({ name: P + 'heap_' + \`gauge_\${'bytes'}\` });`,
      errors: [
        {
          messageId: 'typeWord',
          data: { name: 'custom_heap_gauge_bytes', word: 'gauge' },
          line: 3,
          column: 36,
          endColumn: 41,
        },
      ],
    },
    {
      name: 'points at the whole expression when the fault is spread over its pieces',
      code: `import { defineGauge } from 'tricord';\ndefineGauge({ name: 'custom_' + 'heapBytes' });`,
      errors: [
        {
          messageId: 'notSnakeCase',
          data: { name: 'custom_heapBytes', suggestion: 'custom_heap_bytes' },
          line: 2,
          column: 21,
          endColumn: 44,
        },
      ],
    },
    {
      name: 'points at the whole literal when escapes hide the columns',
      code: `import { defineGauge } from 'tricord';\ndefineGauge({ name: 'custom_\\x41_bytes' });`,
      errors: [
        {
          messageId: 'notSnakeCase',
          data: { name: 'custom_A_bytes', suggestion: 'custom_a_bytes' },
          line: 2,
          column: 21,
          endColumn: 40,
          suggestions: [
            {
              messageId: 'rename',
              output: `import { defineGauge } from 'tricord';\ndefineGauge({ name: 'custom_a_bytes' });`,
            },
          ],
        },
      ],
    },
    {
      name: 'knows modules that pass our functions on, when the settings name them',
      code: `import { metrics } from './define.js';\nmetrics.defineCounter({ name: 'custom_summary_total' });`,
      settings: { tricord: { definers: ['./define.js'] } },
      errors: [
        {
          messageId: 'typeWord',
          data: { name: 'custom_summary_total', word: 'summary' },
          line: 2,
          column: 39,
        },
      ],
    },
  ],
});
