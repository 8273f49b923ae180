import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../lint-rules/index.js';

/** Lints with the parser ESLint brings itself and returns rule, line and columns of each report. */
function lint(code: string, sourceType: 'commonjs' | 'module' | 'script'): string[] {
  const config = { ...plugin.configs.strict, languageOptions: { sourceType, ecmaVersion: 2024 as const } };
  const messages = new Linter().verify(code, config);
  return messages.map((m) => `${m.ruleId?.slice(8)} ${m.line}:${m.column}-${m.endColumn}`);
}

describe("ESLint's own parser", () => {
  it.each([
    [
      'a CommonJS file',
      'commonjs',
      `const { Counter: C } = require('prom-client');\nmodule.exports = new C({ name: \`custom_orders\`, help: 'Orders.' });`,
      ['metric-unit 2:33-46'],
    ],
    [
      'a script of the last century',
      'script',
      `var client = require('prom-client');\nvar name = 'custom_heapUsed_bytes';\nnew client.Gauge({ name: name, help: 'Heap.' });`,
      [],
    ],
    [
      'pieces of a template',
      'module',
      `import client from 'prom-client';\nconst P = 'custom_';\nnew client.Gauge({ name: \`\${P}heap_gauge_\${'bytes'}\`, help: 'Heap.' });`,
      ['metric-name 3:36-41'],
    ],
    [
      'windows line ends',
      'module',
      `import client from 'prom-client';\r\nnew client.Gauge({\r\n  name: 'custom_heap_ms_bytes',\r\n  help: 'Heap.' });`,
      ['metric-unit 3:22-24'],
    ],
    [
      'logs and the console',
      'module',
      `const log = pino();\nfunction f(id) { log.info('order ' + id); }\ntry { f(); } catch (e) { console.log(e); log.error('f failed', e); }`,
      ['no-log-interpolation 2:38-40', 'no-console 3:26-37', 'log-error-object 3:64-65'],
    ],
  ] as const)('reads %s', (_case, sourceType, code, reports) => {
    expect(lint(code, sourceType)).toEqual(reports);
  });
});
