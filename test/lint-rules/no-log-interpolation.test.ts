import rule from '../../lint-rules/no-log-interpolation.js';
import { testRule } from './rule-tester.js';

testRule('no-log-interpolation', rule, {
  valid: [
    {
      name: 'lets a constant message through',
      code: `log.info('order placed', { id });\nlogger.info({ id }, \`order placed\`);`,
    },
    {
      name: 'lets constants of the file through',
      code: `const NAME = 'orders';\nlog.info(\`\${NAME} started\`);`,
    },
    {
      name: 'stays silent on imports',
      code: `import { NAME } from './name.js';\nlog.info('start of ' + NAME);`,
    },
    {
      name: 'stays silent on loggers of other packages',
      code: `import log from 'winston';\nexport const f = (id) => log.info(\`order \${id}\`);`,
    },
    {
      name: 'stays silent on objects that are no logger',
      code: `export const f = (id) => ui.info(\`order \${id}\`);`,
    },
    {
      name: 'leaves errors to log-error-object',
      code: `try { run(); } catch (error) { log.error(\`failed: \${error.message}\`); }`,
    },
    {
      name: 'lets templates in fields through',
      code: `export const f = (id) => log.info({ key: \`order:\${id}\` }, 'order placed');`,
    },
    {
      name: 'takes the names of loggers from the settings',
      code: `export const f = (id) => log.info(\`order \${id}\`);`,
      settings: { tricord: { loggers: ['journal'] } },
    },
  ],
  invalid: [
    {
      name: 'points at each part that varies',
      code: `export const f = (id, user) => log.info(\`order \${id} of \${user.name}\`);`,
      errors: [
        { messageId: 'interpolated', data: { part: 'id' }, line: 1, column: 50, endColumn: 52 },
        { messageId: 'interpolated', data: { part: 'user.name' }, line: 1, column: 59, endColumn: 68 },
      ],
    },
    {
      name: 'sees a concatenation behind the fields',
      code: `export const f = (id) => request.log.warn({ id }, 'order ' + id);`,
      errors: [{ messageId: 'interpolated', data: { part: 'id' }, line: 1, column: 62 }],
    },
    {
      name: 'knows pino loggers by their making, whatever they are called',
      code: `import { pino as create } from 'pino';\nconst journal = create().child({ comp: 'a' });\nexport const f = (id) => journal.debug('order ' + id);`,
      errors: [{ messageId: 'interpolated', data: { part: 'id' }, line: 3, column: 51 }],
    },
    {
      name: 'knows the loggers of Tricord and of Fastify',
      code: `import Fastify from 'fastify';\nimport { createTelemetry } from 'tricord';\nconst app = Fastify();\nconst { logs: { business } } = createTelemetry({});\nexport const f = (id) => { app.log.info(\`a \${id}\`); business.info(\`b \${id}\`); };`,
      errors: [
        { messageId: 'interpolated', data: { part: 'id' }, line: 5, column: 46 },
        { messageId: 'interpolated', data: { part: 'id' }, line: 5, column: 72 },
      ],
    },
    {
      name: 'knows packages that the settings name',
      code: `import { logger } from '@shop/logging';\nexport const f = (id) => logger.info(\`a \${id}\`);`,
      settings: { tricord: { loggerModules: ['@shop/logging'] } },
      errors: [{ messageId: 'interpolated', data: { part: 'id' }, line: 2, column: 43 }],
    },
  ],
});
