import rule from '../../lint-rules/require-operation-end.js';
import { testRule } from './rule-tester.js';

const tricord = `import { startOperation, okOutcome } from 'tricord';\n`;
const started = `const operation = startOperation(telemetry, entry, { name: 'a' });`;

testRule('require-operation-end', rule, {
  valid: [
    {
      name: 'lets the way of the documentation through',
      code: `${tricord}export async function f() { ${started} try { await operation.run(send); operation.end(okOutcome); } catch (error) { operation.fail(error); throw error; } }`,
    },
    {
      name: 'lets an operation that is handed on through',
      code: `${tricord}export function f(request) { ${started} running.set(request, { operation }); }`,
    },
    {
      name: 'lets an end in a callback through',
      code: `${tricord}export function f(stream) { ${started} stream.on('end', () => operation.end(okOutcome)); }`,
    },
    {
      name: 'stays silent on functions of the same name',
      code: `import { startOperation } from 'other';\nstartOperation();`,
    },
  ],
  invalid: [
    {
      name: 'points at an operation that nothing ends',
      code: `${tricord}export function f() { ${started} operation.set({}); }\nstartOperation(telemetry, entry, {});`,
      errors: [
        { messageId: 'neverEnded', line: 2, column: 41 },
        { messageId: 'neverEnded', line: 3, column: 1 },
      ],
    },
    {
      name: 'points at an await whose failure ends nothing',
      code: `${tricord}export async function f() { ${started} await operation.run(send); operation.end(okOutcome); }`,
      errors: [{ messageId: 'notWhenRejected', data: { line: 2 }, line: 2, column: 96 }],
    },
    {
      name: 'points at a way out, and knows the function by another name',
      code: `import { startOperation as begin } from '../operation.js';\nexport function f(x) { const o = begin(t, e, {}); if (!x) { return; } o.end(ok); }`,
      errors: [{ messageId: 'notOnEveryPath', line: 2, column: 61 }],
    },
  ],
});
