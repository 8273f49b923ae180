import rule from '../../lint-rules/no-console.js';
import { testRule } from './rule-tester.js';

testRule('no-console', rule, {
  valid: [
    { name: 'lets the logger through', code: `log.info('started');` },
    {
      name: 'lets a console of the file through',
      code: `const console = createConsole();\nconsole.log('a');`,
    },
    {
      name: 'lets methods of the options through',
      code: `console.table([1]);`,
      options: [{ allow: ['table'] }],
    },
    { name: 'stays silent on a method it cannot see', code: `console[method]('a');` },
  ],
  invalid: [
    {
      name: 'points at the method of a call',
      code: `start();\nconsole.log('a', b);`,
      errors: [{ messageId: 'console', data: { method: 'log' }, line: 2, column: 1, endColumn: 12 }],
    },
    {
      name: 'points at a method that is handed over',
      code: `run().catch(console.error);`,
      errors: [{ messageId: 'console', data: { method: 'error' }, line: 1, column: 13 }],
    },
    {
      name: 'sees the imported console',
      code: `import out from 'node:console';\nout['warn'](\`a\`);`,
      errors: [{ messageId: 'console', data: { method: 'warn' }, line: 2, column: 1 }],
    },
  ],
});
