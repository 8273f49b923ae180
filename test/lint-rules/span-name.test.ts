import rule from '../../lint-rules/span-name.js';
import { testRule } from './rule-tester.js';

const tracer = `import { trace } from '@opentelemetry/api';\nconst tracer = trace.getTracer('shop');\n`;

testRule('span-name', rule, {
  valid: [
    { name: 'lets a constant name through', code: `${tracer}tracer.startSpan('place order');` },
    {
      name: 'lets a name of method and template through',
      code: `${tracer}export const f = (req, route) => tracer.startActiveSpan(\`\${req.method} \${route}\`, (span) => span.end());`,
    },
    {
      name: 'stays silent on what a function of the project makes',
      code: `${tracer}export const f = (req) => tracer.startSpan(nameOf(req.url));`,
    },
    {
      name: 'stays silent on tracers of other packages',
      code: `import tracer from 'dd-trace';\nexport const f = (req) => tracer.startSpan(req.url);`,
    },
    {
      name: 'stays silent on elements of a page',
      code: `const span = document.createElement('span');\nspan.updateName(req.url);`,
    },
  ],
  invalid: [
    {
      name: 'points at the part there is no end of',
      code: `${tracer}export const f = (req) => tracer.startSpan(\`GET \${req.url}\`);`,
      errors: [
        {
          messageId: 'endlessSource',
          data: { source: 'req.url', what: 'URLs' },
          line: 3,
          column: 51,
          endColumn: 58,
        },
      ],
    },
    {
      name: 'points at an id that is written out',
      code: `${tracer}tracer.startActiveSpan('GET /users/12345', (span) => span.end());`,
      errors: [
        {
          messageId: 'endless',
          data: { name: 'GET /users/12345', what: 'a path with an id in it' },
          line: 3,
          column: 24,
        },
      ],
    },
    {
      name: 'knows tracers by name and type, and spans by their making',
      code: `import type { Tracer } from '@opentelemetry/api';\nclass A { constructor(private readonly traces: Tracer) {} f(userId) { const made = this.traces.startSpan('a'); made.updateName('user ' + userId); telemetry.tracer.startSpan(userId).end(); } }`,
      errors: [
        { messageId: 'endlessSource', line: 2, column: 138 },
        { messageId: 'endlessSource', line: 2, column: 174 },
      ],
    },
    {
      name: 'judges the span of an operation',
      code: `import { startOperation } from 'tricord';\nexport const f = (id) => startOperation(telemetry, entry, { name: 'a', method: 'SEND', spanName: \`send \${id}\` });`,
      errors: [{ messageId: 'endlessSource', line: 2, column: 106 }],
    },
    {
      name: 'points at an empty name',
      code: `${tracer}tracer.startSpan('');`,
      errors: [{ messageId: 'empty', line: 3, column: 18 }],
    },
  ],
});
