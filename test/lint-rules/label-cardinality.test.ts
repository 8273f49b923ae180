import rule from '../../lint-rules/label-cardinality.js';
import { testRule } from './rule-tester.js';

const own = `import { requests } from './metrics.js';\n`;
const otel = `import { metrics } from '@opentelemetry/api';\nconst orders = metrics.getMeter('shop').createCounter('custom.orders');\n`;

testRule('label-cardinality', rule, {
  valid: [
    {
      name: 'lets closed sets, routes and methods through',
      code: `${own}export const f = (req, res) => requests.inc({ method: req.method, route: req.route.path, url: req.routeOptions.url, code: res.statusCode });`,
    },
    {
      name: 'lets what a function of the project makes of a path through',
      code: `${own}export const f = (req) => requests.inc({ path: template(req.url) });`,
    },
    {
      name: 'lets a declared list and a budget through, whatever the label is called',
      code: `import { defineCounter } from 'tricord';\ndefineCounter({ name: 'custom_a_total', help: 'A.', labels: { tenant_id: ['a', 'b'], client_id: { budget: 50 } } });`,
    },
    {
      name: 'lets ids of things there are few of through',
      code: `${own}export const f = (partitionId, worker) => requests.inc({ partition: partitionId, worker: worker.id });`,
    },
    {
      name: 'lets constants, configuration and literal types through',
      code: `${own}const id = 'a';\nexport const f = (kindId: 'a' | 'b') => requests.inc({ id, kind: kindId, region: config.id, top: IDS.id });`,
    },
    {
      name: 'lets items of a written list through',
      code: `${own}for (const id of ['a', 'b']) requests.inc({ id });\n['c'].forEach((id) => requests.inc({ id }));`,
    },
    {
      name: 'lets the labels of an info metric through',
      code: `import { Gauge } from 'prom-client';\nnew Gauge({ name: 'custom_build_info', help: 'Build.', labelNames: ['commit_id'] });`,
    },
    {
      name: 'stays silent on maps, sets and observers',
      code: `export const f = (map, userId, observer, el) => { map.set('a', { userId }); map.set({ userId }); observer.observe(el, { id: userId }); set.add({ userId }); };`,
    },
    {
      name: 'stays silent on metrics of another library',
      code: `import statsd from 'hot-shots';\nexport const f = (userId) => statsd.inc({ userId });`,
    },
    {
      name: 'takes labels that the options allow',
      code: `${own}export const f = (tenantId) => requests.inc({ tenant: tenantId });`,
      options: [{ allow: ['tenant'] }],
    },
    {
      name: 'lets foreign metrics through',
      code: `import { Gauge } from 'prom-client';\nnew Gauge({ name: 'nodejs_sockets', help: 'A.', labelNames: ['user_id'] });`,
    },
  ],
  invalid: [
    {
      name: 'points at a label that is named after ids',
      code: `import { Counter } from 'prom-client';\nnew Counter({ name: 'custom_orders_total', help: 'Orders.', labelNames: ['user_id'] });`,
      errors: [
        {
          messageId: 'endlessName',
          data: { label: 'user_id', metric: 'custom_orders_total', what: 'ids' },
          line: 2,
          column: 74,
        },
      ],
    },
    {
      name: 'points at a raw path, also cut off at its query',
      code: `${own}export const f = (req) => requests.inc({ path: req.originalUrl.split('?')[0] });`,
      errors: [
        {
          messageId: 'endlessSource',
          data: { label: 'path', metric: 'requests', what: 'URLs', source: 'req.originalUrl' },
          line: 2,
          column: 48,
          endColumn: 63,
        },
      ],
    },
    {
      name: 'follows a destructured request',
      code: `${own}export function f(request) {\n  const { url, ip: from } = request;\n  requests.observe({ url, from }, 1);\n}`,
      errors: [
        { messageId: 'endlessSource', line: 4, column: 22 },
        { messageId: 'endlessSource', line: 4, column: 27 },
      ],
    },
    {
      name: 'points at what callers send, inside a template too',
      code: `${own}export const f = (ctx) => requests.inc({ call: \`\${ctx.method} \${ctx.params.id}\`, agent: ctx.get('user-agent') });`,
      errors: [
        {
          messageId: 'endlessSource',
          data: {
            label: 'call',
            metric: 'requests',
            what: 'values that callers send',
            source: 'ctx.params.id',
          },
          line: 2,
          column: 65,
        },
        { messageId: 'endlessSource', line: 2, column: 89 },
      ],
    },
    {
      name: 'points at times, random values and texts of errors',
      code: `${own}try { run(); } catch (e) { requests.inc({ at: Date.now(), id: crypto.randomUUID(), why: e.message }); }`,
      errors: [
        { messageId: 'endlessSource', line: 2, column: 47 },
        { messageId: 'endlessSource', line: 2, column: 63 },
        { messageId: 'endlessSource', line: 2, column: 89 },
      ],
    },
    {
      name: 'names the labels that are given by their place',
      code: `const { Histogram } = require('prom-client');\nconst wait = new Histogram({ name: 'custom_wait_seconds', help: 'W.', labelNames: ['route', 'who'] });\nexports.f = (user) => wait.labels('/a', user.email).observe(1);`,
      errors: [
        {
          messageId: 'endlessSource',
          data: {
            label: 'who',
            metric: 'custom_wait_seconds',
            what: 'e-mail addresses',
            source: 'user.email',
          },
          line: 3,
          column: 41,
        },
      ],
    },
    {
      name: 'reads a value that is written out',
      code: `${own}requests.inc({ who: 'a@shop.example' });`,
      errors: [{ messageId: 'endlessValue', line: 2, column: 21 }],
    },
    {
      name: 'reads the handles of Tricord and the end of a timer',
      code: `import { Histogram } from 'prom-client';\nconst wait = new Histogram({ name: 'custom_wait_seconds', help: 'W.' });\nconst end = wait.startTimer();\nexport const f = (userId) => { end({ who: userId }); telemetry.metrics.counter(made).inc({ who: userId }); };`,
      errors: [
        { messageId: 'endlessSource', line: 4, column: 43 },
        { messageId: 'endlessSource', line: 4, column: 97 },
      ],
    },
    {
      name: 'reads the attributes of instruments, and names they have in Prometheus',
      code: `${otel}export const f = (userId, kind) => orders.add(1, { who: userId, 'session.id': kind });`,
      errors: [
        { messageId: 'endlessSource', line: 3, column: 57 },
        {
          messageId: 'endlessName',
          data: { label: 'session_id', metric: 'custom.orders', what: 'ids' },
          line: 3,
          column: 65,
        },
      ],
    },
    {
      name: 'knows metrics by the types of fields',
      code: `import type { Counter } from '@prometheus-io/client';\nclass Shop { constructor(private readonly seen: Counter) {} f(email: string) { this.seen.labels({ who: email }); } }`,
      errors: [{ messageId: 'endlessSource', line: 2, column: 104 }],
    },
    {
      name: 'looks behind labels that come with an exemplar',
      code: `${own}export const f = (userId) => requests.inc({ labels: { who: userId }, value: 1, exemplarLabels: { traceId } });`,
      errors: [{ messageId: 'endlessSource', line: 2, column: 60 }],
    },
  ],
});
