import rule from '../../lint-rules/no-metric-in-function.js';
import { testRule } from './rule-tester.js';

const prom = `import { Counter } from 'prom-client';\n`;
const made = `new Counter({ name: 'custom_orders_total', help: 'Orders.' })`;

testRule('no-metric-in-function', rule, {
  valid: [
    { name: 'lets the top of the module through', code: `${prom}export const orders = ${made};` },
    {
      name: 'lets blocks and static members through',
      code: `${prom}{ ${made}; }\nclass A { static a = ${made}; }`,
    },
    {
      name: 'lets a function that runs in place through',
      code: `${prom}export const a = (() => ${made})();`,
    },
    {
      name: 'lets a metric in a registry of its own through',
      code: `${prom}export const make = (register) => new Counter({ name: 'x', registers: [register] });`,
    },
    {
      name: 'lets functions through that the options name',
      code: `${prom}export function createMetrics() { return [1].map(() => ${made}); }`,
      options: [{ allowIn: ['createMetrics'] }],
    },
    {
      name: 'lets classes through that the options name',
      code: `${prom}class Orders { constructor() { this.total = ${made}; } }`,
      options: [{ allowIn: ['Orders'] }],
    },
    {
      name: 'stays silent on options it cannot see, which may name a registry',
      code: `${prom}export const make = (options) => new Counter(options);`,
    },
    {
      name: 'leaves OpenTelemetry out, whose instruments have to wait for the SDK',
      code: `import { metrics } from '@opentelemetry/api';\nexport const make = () => metrics.getMeter('shop').createCounter('x');`,
    },
  ],
  invalid: [
    {
      name: 'points at the class in a named function',
      code: `${prom}function handle() {\n  ${made}.inc();\n}`,
      errors: [
        {
          messageId: 'inFunction',
          data: { type: 'counter', place: '`handle`' },
          line: 3,
          column: 7,
          endColumn: 14,
        },
      ],
    },
    {
      name: 'names the variable of an arrow function, at any depth',
      code: `import { defineGauge } from 'tricord';\nconst handle = () => {\n  if (true) defineGauge({ name: 'custom_a_bytes' });\n};`,
      errors: [{ messageId: 'inFunction', data: { type: 'gauge', place: '`handle`' }, line: 3, column: 13 }],
    },
    {
      name: 'points at a callback without a name',
      code: `${prom}app.get('/', () => ${made});`,
      errors: [
        { messageId: 'inFunction', data: { type: 'counter', place: 'this function' }, line: 2, column: 24 },
      ],
    },
    {
      name: 'points at constructors and instance fields',
      code: `${prom}class Orders {\n  a = ${made};\n  constructor() { this.b = ${made}; }\n}`,
      errors: [
        { messageId: 'inFunction', data: { type: 'counter', place: '`Orders`' }, line: 3, column: 11 },
        { messageId: 'inFunction', data: { type: 'counter', place: '`constructor`' }, line: 4, column: 32 },
      ],
    },
  ],
});
