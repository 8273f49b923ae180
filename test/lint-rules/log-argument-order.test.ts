import rule from '../../lint-rules/log-argument-order.js';
import { testRule } from './rule-tester.js';

testRule('log-argument-order', rule, {
  valid: [
    { name: "lets pino's order through", code: `log.info({ id: 1 }, 'order placed');\nlog.info('started');` },
    {
      name: 'lets arguments that placeholders take through',
      code: `log.info('%s of %o, %d %%', 'order', { id: 1 }, 7);\nlog.info({ id: 1 }, 'order %s', 'placed');`,
    },
    {
      name: 'lets both orders through where the logger is of Tricord',
      code: `import { createTelemetry } from 'tricord';\nconst telemetry = createTelemetry({});\ntelemetry.log.named('a').info('order placed', { id: 1 });`,
    },
    {
      name: 'takes `telemetry.log` of another module for one of Tricord',
      code: `import { telemetry } from './telemetry.js';\nexport const f = (shop) => { telemetry.log.info('placed', { id: 1 }); shop.telemetry.logs.framework.warn('a', {}); };`,
    },
    {
      name: 'lets both orders through when the settings say what the loggers are',
      code: `import { log } from './log.js';\nlog.info('order placed', { id: 1 });`,
      settings: { tricord: { loggerKind: 'tricord' } },
    },
    {
      name: 'stays silent when the message cannot be seen',
      code: `import { TEXT } from './texts.js';\nexport const f = (text) => { log.info(text, 1); log.info(TEXT, { id: 1 }); log.info(...text); };`,
    },
    {
      name: 'stays silent on loggers of other packages, by their types too',
      code: `import { Logger } from '@nestjs/common';\nimport type winston from 'winston';\nclass A { private readonly logger = new Logger('a'); constructor(private log: winston.Logger) { this.logger.error('a', 'b'); this.log.info('a', { b: 1 }); } }`,
    },
    {
      name: 'stays silent on what is certainly no logger',
      code: `const log = console;\nlog.info('a', { b: 1 });\nconst logger = { info() {} };\nlogger.info('a', { b: 1 });`,
    },
    {
      name: 'leaves errors to log-error-object',
      code: `try { run(); } catch (err) { log.error('run failed', err); }`,
    },
  ],
  invalid: [
    {
      name: 'points at fields behind the message and offers to pass them first',
      code: `import pino from 'pino';\nconst audit = pino();\naudit.child({ a: 1 }).info('order placed', { id: 1 });`,
      errors: [
        {
          messageId: 'dropped',
          data: { argument: '{ id: 1 }' },
          line: 3,
          column: 44,
          suggestions: [
            {
              messageId: 'fieldsFirst',
              data: { argument: '{ id: 1 }' },
              output: `import pino from 'pino';\nconst audit = pino();\naudit.child({ a: 1 }).info({ id: 1 }, 'order placed');`,
            },
          ],
        },
      ],
    },
    {
      name: 'points at what no placeholder takes, and offers nothing',
      code: `log.info('order %s', 'placed', 7);`,
      errors: [{ messageId: 'dropped', data: { argument: '7' }, line: 1, column: 32 }],
    },
    {
      name: 'keeps a comment by offering nothing',
      code: `log.info('order placed', /* the order */ { id: 1 });`,
      errors: [{ messageId: 'dropped', line: 1, column: 42 }],
    },
    {
      name: 'points at a second object',
      code: `log.info({ id: 1 }, { shop: 2 });`,
      errors: [{ messageId: 'secondObject', data: { argument: '{ shop: 2 }' }, line: 1, column: 21 }],
    },
    {
      name: 'knows renamed, destructured and typed loggers',
      code: `import { log as audit } from './log.js';\nimport type { Logger } from 'pino';\nexport const f = (request, sink: Logger) => { const { log: line } = request; audit.info('a', 1); line.info('b', 2); sink.info('c', 3); };`,
      errors: [
        { messageId: 'dropped', line: 3, column: 94 },
        { messageId: 'dropped', line: 3, column: 113 },
        { messageId: 'dropped', line: 3, column: 132 },
      ],
    },
    {
      name: "knows a field that the constructor fills, and Fastify's logs",
      code: `const pino = require('pino');\nclass A { constructor() { this.sink = pino(); } run() { this.sink.info('a', 1); } }\nexports.f = (fastify) => { fastify.log.info('b', 2); fastify.get('/', (request) => request.log.info('c', 3)); };`,
      errors: [
        { messageId: 'dropped', line: 2, column: 77 },
        { messageId: 'dropped', line: 3, column: 50 },
        { messageId: 'dropped', line: 3, column: 106 },
      ],
    },
  ],
});
