import rule from '../../lint-rules/span-attribute-name.js';
import { testRule } from './rule-tester.js';

const tracer = `import { trace } from '@opentelemetry/api';\nconst tracer = trace.getTracer('shop');\n`;

testRule('span-attribute-name', rule, {
  valid: [
    {
      name: 'lets known keys of every dialect of the conventions through, and own ones',
      code: `${tracer}tracer.startSpan('a', { attributes: { 'http.request.method': 'GET', 'db.statement': '', 'shop.order_id': 1, tenant: 2 } });`,
    },
    {
      name: 'lets deprecated and experimental keys through',
      code: `export const f = (span) => { span.setAttribute('http.flavor', '2'); this.span.setAttribute('messaging.destination.name', 'a'); };`,
    },
    {
      name: 'lets a key of another dialect through where the conventions have it',
      code: `export const f = (span) => span.setAttribute('db.rows_affected', 1);`,
      settings: { tricord: { conventions: { spanDialects: ['ego'] } } },
    },
    {
      name: 'stays silent on elements of a page',
      code: `const span = document.createElement('span');\nspan.setAttribute('tabIndex', 1);\nelement.setAttribute('viewBox', '');`,
    },
    {
      name: 'stays silent on keys it cannot see',
      code: `import { KEY } from './keys.js';\nexport const f = (span) => { span.setAttribute(KEY, 1); span.setAttributes({ [KEY]: 1, ...more }); };`,
    },
    {
      name: 'takes keys that the options allow',
      code: `export const f = (span) => span.setAttribute('orderId', 1);`,
      options: [{ allow: ['orderId'] }],
    },
  ],
  invalid: [
    {
      name: 'asks whether a known key was meant',
      code: `${tracer}tracer.startSpan('a', { attributes: { 'http.request.methd': 'GET' } });`,
      errors: [
        {
          messageId: 'misspelt',
          data: { key: 'http.request.methd', suggestion: 'http.request.method' },
          line: 3,
          column: 39,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'http.request.method' },
              output: `${tracer}tracer.startSpan('a', { attributes: { 'http.request.method': 'GET' } });`,
            },
          ],
        },
      ],
    },
    {
      name: 'points at a key that is not lower-case words joined by dots',
      code: `export const f = (span) => span.setAttribute('shop.orderId', 1);`,
      errors: [
        {
          messageId: 'malformed',
          data: { key: 'shop.orderId', suggestion: 'shop.order_id' },
          line: 1,
          column: 47,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'shop.order_id' },
              output: `export const f = (span) => span.setAttribute('shop.order_id', 1);`,
            },
          ],
        },
      ],
    },
    {
      name: 'points at a dialect that the conventions do not have',
      code: `import { trace } from '@opentelemetry/api';\ntrace.getActiveSpan()?.setAttributes({ 'db.instance': 'shop' });`,
      settings: { tricord: { conventions: { spanDialects: ['otel'] } } },
      errors: [
        {
          messageId: 'otherDialect',
          data: { key: 'db.instance', dialect: 'opentracing', suggestion: 'db.namespace' },
          line: 2,
          column: 40,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'db.namespace' },
              output: `import { trace } from '@opentelemetry/api';\ntrace.getActiveSpan()?.setAttributes({ 'db.namespace': 'shop' });`,
            },
          ],
        },
      ],
    },
    {
      name: 'points at keys that exporters write, in events too',
      code: `const requestSpan = telemetry.tracer.startSpan('a');\nrequestSpan.addEvent('retry', { 'otel.status_code': 1, 'a b': 2 });`,
      errors: [
        { messageId: 'reserved', data: { key: 'otel.status_code' }, line: 2, column: 33 },
        {
          messageId: 'malformed',
          line: 2,
          column: 56,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'a_b' },
              output: `const requestSpan = telemetry.tracer.startSpan('a');\nrequestSpan.addEvent('retry', { 'otel.status_code': 1, a_b: 2 });`,
            },
          ],
        },
      ],
    },
    {
      name: 'has nothing to offer for a key without a word',
      code: `export const f = (span) => span.setAttribute('--', 1);`,
      errors: [{ messageId: 'noWord', line: 1, column: 47 }],
    },
  ],
});
