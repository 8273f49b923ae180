import rule from '../../lint-rules/log-field-name.js';
import { testRule } from './rule-tester.js';

testRule('log-field-name', rule, {
  valid: [
    {
      name: 'lets camelCase fields through',
      code: `log.info({ orderId: 1, err, userID: 2, 'http.route': '/a' }, 'placed');`,
    },
    {
      name: 'lets the message stand among the fields where there is no other',
      code: `log.info({ msg: 'order placed', orderId: 1 });`,
    },
    {
      name: 'lets snake_case through in ECS',
      code: `log.info({ order_id: 1, 'shop.order_id': 2 }, 'placed');`,
      settings: { tricord: { conventions: { logDialect: 'ecs' } } },
    },
    {
      name: "lets keys through that another dialect's logger writes",
      code: `log.info({ level: 'x' }, 'placed');`,
      settings: { tricord: { loggerKind: 'tricord', conventions: { logDialect: 'ecs' } } },
    },
    {
      name: 'stays silent on computed keys and spreads',
      code: `log.info({ [key]: 1, ...fields }, 'placed');`,
    },
    {
      name: 'stays silent on objects that are no fields',
      code: `log.info('placed %o', 1);\nshow({ order_id: 1 });`,
    },
    {
      name: 'takes keys that the options allow',
      code: `log.info({ order_id: 1 }, 'placed');`,
      options: [{ allow: ['order_id'] }],
    },
  ],
  invalid: [
    {
      name: 'offers the spelling of the dialect',
      code: `log.info({ order_id: 1 }, 'placed');`,
      errors: [
        {
          messageId: 'wrongCase',
          data: { key: 'order_id', form: 'camelCase', suggestion: 'orderId' },
          line: 1,
          column: 12,
          endColumn: 20,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'orderId' },
              output: `log.info({ orderId: 1 }, 'placed');`,
            },
          ],
        },
      ],
    },
    {
      name: 'keeps the variable of a short key, and quotes what needs quotes',
      code: `log.child({ order_id, 'Http.Route-Name': 1 });`,
      errors: [
        {
          messageId: 'wrongCase',
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'orderId' },
              output: `log.child({ orderId: order_id, 'Http.Route-Name': 1 });`,
            },
          ],
        },
        {
          messageId: 'wrongCase',
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'http.routeName' },
              output: `log.child({ order_id, 'http.routeName': 1 });`,
            },
          ],
        },
      ],
    },
    {
      name: "points at the logger's own keys, in the order of zap and of pino",
      code: `import { createTelemetry } from 'tricord';\nconst { log } = createTelemetry({});\nlog.info('placed', { level: 1 });\nlog.with({ traceId: 2 }).info({ service: 3, msg: 4 }, 'placed');`,
      errors: [
        { messageId: 'reserved', data: { key: 'level', dialect: 'zap' }, line: 3, column: 22 },
        { messageId: 'reserved', data: { key: 'traceId', dialect: 'zap' }, line: 4, column: 12 },
        { messageId: 'reserved', data: { key: 'service', dialect: 'zap' }, line: 4, column: 33 },
        { messageId: 'reserved', data: { key: 'msg', dialect: 'zap' }, line: 4, column: 45 },
      ],
    },
    {
      name: 'points at keys that pino writes itself',
      code: `import pino from 'pino';\npino().info({ time: 1, pid: 2 }, 'placed');`,
      errors: [
        { messageId: 'reservedByPino', data: { key: 'time' }, line: 2, column: 15 },
        { messageId: 'reservedByPino', data: { key: 'pid' }, line: 2, column: 24 },
      ],
    },
    {
      name: 'follows an object to the constant it is',
      code: `const fields = { Order: 1 };\nlog.warn(fields, 'placed');`,
      errors: [
        {
          messageId: 'wrongCase',
          line: 1,
          column: 18,
          suggestions: [
            {
              messageId: 'rename',
              data: { suggestion: 'order' },
              output: `const fields = { order: 1 };\nlog.warn(fields, 'placed');`,
            },
          ],
        },
      ],
    },
    {
      name: 'has nothing to offer for a key without a word',
      code: `log.info({ '--': 1, '42': 2 }, 'placed');`,
      errors: [
        { messageId: 'noWord', line: 1, column: 12 },
        { messageId: 'noWord', line: 1, column: 21 },
      ],
    },
  ],
});
