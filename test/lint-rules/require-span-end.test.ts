import rule from '../../lint-rules/require-span-end.js';
import { testRule } from './rule-tester.js';

const tracer = `import { trace, context } from '@opentelemetry/api';\nconst tracer = trace.getTracer('shop');\n`;
const started = `const span = tracer.startSpan('a');`;
const inFunction = (body: string): string => `${tracer}export async function f(x) { ${body} }`;

testRule('require-span-end', rule, {
  valid: [
    {
      name: 'lets an end in `finally` through',
      code: inFunction(`${started} try { await run(); } catch (e) { throw e; } finally { span.end(); }`),
    },
    {
      name: 'lets an end on each path through',
      code: inFunction(`${started} try { await run(); span.end(); } catch (e) { span.end(); throw e; }`),
    },
    {
      name: 'lets an end after what cannot wait through',
      code: inFunction(`${started} run(); span.end(); return x;`),
    },
    {
      name: 'lets an optional end through',
      code: inFunction(`${started} try { await run(); } finally { span?.end(); }`),
    },
    {
      name: 'lets an end by a callback or another function through',
      code: inFunction(
        `${started} x.on('close', () => span.end()); const b = tracer.startSpan('b'); finish(b);`,
      ),
    },
    {
      name: 'lets a span that is returned or stored through',
      code: inFunction(
        `this.span = tracer.startSpan('a'); const b = tracer.startSpan('b'); if (x) return b; spans.push(b);`,
      ),
    },
    {
      name: 'lets a chain that ends through',
      code: `${tracer}tracer.startSpan('a').setAttribute('shop.id', 1).end();`,
    },
    {
      name: 'lets a callback that ends its span through',
      code: `${tracer}export const f = () => tracer.startActiveSpan('a', {}, async (span) => { try { return await run(); } finally { span.end(); } });`,
    },
    { name: 'stays silent on a callback it cannot see', code: `${tracer}tracer.startActiveSpan('a', run);` },
    {
      name: 'stays silent on a callback that asks for the active span',
      code: `${tracer}tracer.startActiveSpan('a', () => { run(); trace.getActiveSpan().end(); });`,
    },
    {
      name: 'stays silent on an end that depends on the span itself',
      code: inFunction(`${started} if (span.isRecording()) span.end();`),
    },
    {
      name: 'stays silent on spans of other packages',
      code: `import * as Sentry from '@sentry/node';\nSentry.startSpan({ name: 'a' }, () => run());\nimport { tracer } from 'dd-trace';\ntracer.startSpan('a');`,
    },
    {
      name: 'stays silent on tracers of OpenTracing',
      code: inFunction(`const span = this.tracer.startSpan('a'); await run(); span.finish();`),
    },
    {
      name: 'lets an end before each await through',
      code: inFunction(`${started} if (x) { span.end(); await run(); return; } span.end(); await run();`),
    },
  ],
  invalid: [
    {
      name: 'points at a span that nothing ends',
      code: inFunction(`${started} span.setAttribute('shop.id', 1);`),
      errors: [{ messageId: 'neverEnded', line: 3, column: 43, endColumn: 59 }],
    },
    {
      name: 'points at spans that nothing holds',
      code: `${tracer}tracer.startSpan('a');\ntracer.startActiveSpan('b', () => run());`,
      errors: [
        { messageId: 'neverEnded', line: 3, column: 1 },
        { messageId: 'neverEnded', line: 4, column: 1 },
      ],
    },
    {
      name: 'points at the way out that ends nothing',
      code: inFunction(`${started} if (x) return 1; span.end();`),
      errors: [{ messageId: 'notOnEveryPath', data: { line: 3 }, line: 3, column: 73 }],
    },
    {
      name: 'points at a throw and at the end of a loop',
      code: inFunction(
        `${started} if (x) throw new Error(); span.end(); for (const y of x) { const b = tracer.startSpan('b'); if (y) continue; b.end(); }`,
      ),
      errors: [
        { messageId: 'notOnEveryPath', line: 3, column: 73 },
        { messageId: 'notOnEveryPath', line: 3, column: 135 },
      ],
    },
    {
      name: 'points at an await whose failure ends nothing',
      code: inFunction(`${started} await run(); span.end();`),
      errors: [{ messageId: 'notWhenRejected', data: { line: 3 }, line: 3, column: 66, endColumn: 77 }],
    },
    {
      name: 'points into the callback of an active span',
      code: `${tracer}export const f = () => tracer.startActiveSpan('a', async (span) => { const r = await run(); span.end(); return r; });`,
      errors: [{ messageId: 'notWhenRejected', line: 3, column: 80 }],
    },
    {
      name: 'does not take the context for an end',
      code: inFunction(`${started} context.with(trace.setSpan(context.active(), span), run);`),
      errors: [{ messageId: 'neverEnded', line: 3, column: 43 }],
    },
    {
      name: 'points at a catch that throws on without an end',
      code: inFunction(`${started} try { await run(); span.end(); } catch (e) { throw e; }`),
      errors: [{ messageId: 'notOnEveryPath', line: 3, column: 111 }],
    },
  ],
});
