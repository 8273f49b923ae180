import rule from '../../lint-rules/log-error-object.js';
import { testRule } from './rule-tester.js';

testRule('log-error-object', rule, {
  valid: [
    {
      name: 'lets an error behind the message through when the settings say so',
      code: `import { log } from './telemetry.js';\nrun().catch((err) => log.error('run failed', err));`,
      settings: { tricord: { loggerKind: 'tricord' } },
    },
    {
      name: 'lets the field through',
      code: `try { run(); } catch (err) { log.error({ err }, 'run failed'); log.error('run failed', { err }); }`,
    },
    {
      name: 'lets an error as first argument through',
      code: `try { run(); } catch (e) { log.error(e); log.error(e, 'run failed'); }`,
    },
    {
      name: 'stays silent on what may be no error',
      code: `export const f = (reason) => log.error(\`failed: \${reason}\`);`,
    },
    {
      name: 'stays silent on a string that is called error',
      code: `export const f = (error: string) => log.error('failed', error);\nconst err = \`none\`;\nlog.info('state: ' + err);`,
    },
    {
      name: 'stays silent on an imported value',
      code: `import { error } from './state.js';\nlog.info('state', error);`,
    },
    {
      name: 'stays silent on loggers of other packages',
      code: `import logger from 'winston';\ntry { run(); } catch (err) { logger.error('failed', err); }`,
    },
  ],
  invalid: [
    {
      name: 'tells an error that a placeholder takes from one that is dropped',
      code: `try { run(); } catch (err) { log.error('run %s failed: %s', name, err); }`,
      errors: [{ messageId: 'inMessage', data: { error: 'err' }, line: 1, column: 67 }],
    },
    {
      name: 'judges the text of an error behind the message of a Tricord logger, not the error',
      code: `import { createTelemetry } from 'tricord';\nconst { log } = createTelemetry({});\nrun().catch((err) => { log.error('a', err); log.error('b', err.message); });`,
      errors: [{ messageId: 'afterMessage', data: { error: 'err' }, line: 3, column: 60 }],
    },
    {
      name: 'offers the field for an error behind the message',
      code: `try { run(); } catch (e) { log.error('run failed', e); }`,
      errors: [
        {
          messageId: 'afterMessage',
          data: { error: 'e' },
          line: 1,
          column: 52,
          endColumn: 53,
          suggestions: [
            {
              messageId: 'passFirst',
              data: { fields: '{ err: e }' },
              output: `try { run(); } catch (e) { log.error({ err: e }, 'run failed'); }`,
            },
          ],
        },
      ],
    },
    {
      name: 'offers the short form for `err`, after a template literal',
      code: `run().catch((err) => this.logger.warn(\`run failed\`, err));`,
      errors: [
        {
          messageId: 'afterMessage',
          data: { error: 'err' },
          line: 1,
          column: 53,
          suggestions: [
            {
              messageId: 'passFirst',
              output: `run().catch((err) => this.logger.warn({ err }, \`run failed\`));`,
            },
          ],
        },
      ],
    },
    {
      name: 'offers nothing when more arguments follow or only the text does',
      code: `function f(err) { log.error('a', err, 1); log.error('b', err.stack); }`,
      errors: [
        { messageId: 'afterMessage', data: { error: 'err' }, line: 1, column: 34 },
        { messageId: 'afterMessage', data: { error: 'err' }, line: 1, column: 58 },
      ],
    },
    {
      name: 'points at the error in a template and in a concatenation',
      code: `stream.on('error', (x) => log.error(\`failed: \${x}\`));\nrun().then(go, (why) => log.error({ id: 1 }, 'failed: ' + why.message));`,
      errors: [
        { messageId: 'inMessage', data: { error: 'x' }, line: 1, column: 48, endColumn: 49 },
        { messageId: 'inMessage', data: { error: 'why' }, line: 2, column: 59, endColumn: 70 },
      ],
    },
    {
      name: 'points at the text of an error that is the whole message',
      code: `const parseError = new TypeError('a');\nlog.error(parseError.message);\nlog.error(String(parseError));`,
      errors: [
        { messageId: 'inMessage', data: { error: 'parseError' }, line: 2, column: 11 },
        { messageId: 'inMessage', data: { error: 'parseError' }, line: 3, column: 11 },
      ],
    },
  ],
});
