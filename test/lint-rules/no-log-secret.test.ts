import rule from '../../lint-rules/no-log-secret.js';
import { testRule } from './rule-tester.js';

testRule('no-log-secret', rule, {
  valid: [
    {
      name: 'lets facts about secrets through',
      code: `log.info({ hasPassword: true, tokenCount: tokens, passwordLength: password.length, secretName, apiKeyId: key.apiKeyId }, 'in');`,
    },
    {
      name: 'lets whether there is one through',
      code: `log.info({ password: password !== undefined, token: !!token, secret: Boolean(secret), cookie: null }, 'in');`,
    },
    {
      name: 'lets what a function leaves of it through',
      code: `const token = mask(raw);\nlog.info({ token: hash(session.token), last: user.password.slice(-2) }, \`in by \${token}\`);`,
    },
    {
      name: 'leaves fields to the redaction of a Tricord logger',
      code: `import { createTelemetry } from 'tricord';\nconst { log } = createTelemetry({});\nlog.info('in', { password, authorization: req.headers.authorization });`,
    },
    {
      name: 'takes names that the options allow',
      code: `log.debug({ token }, 'unexpected token');\nlog.debug(\`unexpected \${parser.token}\`);`,
      options: [{ allow: ['token'] }],
    },
    { name: 'stays silent on what is no log', code: `login({ password });\nconsole.log(password);` },
    {
      name: 'lets single headers that are no credentials through',
      code: `log.info({ agent: req.headers['user-agent'] }, 'in');`,
    },
  ],
  invalid: [
    {
      name: 'points at a field by its key',
      code: `log.info({ password, apiKey: key }, 'in');`,
      errors: [
        { messageId: 'secretField', data: { key: 'password' }, line: 1, column: 12 },
        { messageId: 'secretField', data: { key: 'apiKey' }, line: 1, column: 22 },
      ],
    },
    {
      name: 'points at a value by its name, under any key and at any depth',
      code: `log.info({ user: { login: { value: account.password } } }, 'in');`,
      errors: [
        {
          messageId: 'secretValue',
          data: { source: 'account.password', what: 'a secret by its name, `password`' },
          line: 1,
          column: 36,
        },
      ],
    },
    {
      name: 'points into messages and arguments of their placeholders',
      code: `log.info(\`in with \${user.accessToken}\`);\nlog.info('in with ' + JSON.stringify(session.jwt));\nlog.info('in with %s', clientSecret);`,
      errors: [
        { messageId: 'secretValue', line: 1, column: 21 },
        { messageId: 'secretValue', line: 2, column: 38 },
        { messageId: 'secretValue', line: 3, column: 24 },
      ],
    },
    {
      name: 'points at whole headers, cookies and the environment',
      code: `log.info({ headers: request.headers, ...req.cookies, env: process.env }, 'in');\nlog.debug(req.headers, 'in');`,
      errors: [
        {
          messageId: 'secretValue',
          data: { source: 'request.headers', what: 'every header of a request' },
          line: 1,
          column: 21,
        },
        { messageId: 'secretValue', line: 1, column: 41 },
        { messageId: 'secretValue', line: 1, column: 59 },
        { messageId: 'secretValue', line: 2, column: 11 },
      ],
    },
    {
      name: 'knows a secret that is written out by its shape',
      code: `log.info({ url: 'amqp://shop:hunter2@queue.example' }, 'Bearer abcdefghij0123456789');`,
      errors: [
        { messageId: 'secretText', data: { what: 'credentials in a URL' }, line: 1, column: 17 },
        {
          messageId: 'secretText',
          data: { what: 'credentials of an Authorization header' },
          line: 1,
          column: 56,
        },
      ],
    },
    {
      name: 'judges what a Tricord logger does not know by its key',
      code: `import { createTelemetry } from 'tricord';\nconst { log } = createTelemetry({});\nlog.info('in', { value: user.password });`,
      errors: [{ messageId: 'secretValue', line: 3, column: 25 }],
    },
    {
      name: 'judges the fields of child loggers',
      code: `const child = log.child({ sessionToken: session.token });`,
      errors: [{ messageId: 'secretField', data: { key: 'sessionToken' }, line: 1, column: 27 }],
    },
  ],
});
