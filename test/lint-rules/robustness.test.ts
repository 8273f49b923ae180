import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import fc from 'fast-check';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../lint-rules/index.js';

const root = join(import.meta.dirname, '../..');
const rules = plugin.configs.strict.rules;
const config: Linter.Config = { plugins: { tricord: plugin }, rules, languageOptions: { parser } };

const expression = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      "'custom_a_total'",
      '`a`',
      'a',
      'b',
      'err',
      'this',
      '1',
      'null',
      '[]',
      '{}',
      '/x/',
      'import("pino")',
    ),
    fc.constantFrom(
      'Counter',
      'client',
      'defineCounter',
      'createDefiners',
      'log',
      'pino',
      'console',
      'require',
    ),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `(${x}) + (${y})`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `\`a\${${x}}b\${${y}}\``),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `(a ? ${x} : ${y})`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `{ name: ${x}, ...${y}, help: ${x} }`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `{ [${x}]: ${y}, get name() { return ${y}; } }`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `new Counter(${x}, ${y})`),
    fc
      .tuple(tie('value'), tie('value'))
      .map(([x, y]) => `new client.Gauge({ name: ${x}, labelNames: [${y}, , ...a] })`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `defineCounter({ name: ${x}, labels: ${y} })`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `createDefiners(${x})?.defineGauge(${y} as never)`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `log.error(${x}, ${y})`),
    fc.tuple(tie('value'), tie('value')).map(([x, y]) => `log.child(...[${x}])!.info(...${y})`),
    tie('value').map((x) => `((err) => ${x})`),
    tie('value').map((x) => `(${x}).catch((e) => log.warn(e, String(${x})))`),
    tie('value').map((x) => `class { a = ${x}; static b = ${x}; constructor() { ${x}; } }`),
  ),
})).value;
const bindings = [
  `import { Counter } from 'prom-client'; import client from 'prom-client';`,
  `const { Counter } = require('prom-client'); var client = require('prom-client');`,
  `const { Counter, ...client } = await import('@prometheus-io/client');`,
  `const [Counter] = [client]; const client = Counter;`,
];
const program = fc
  .tuple(fc.constantFrom(...bindings), fc.array(expression, { minLength: 1, maxLength: 4 }))
  .map(([head, values]) => {
    const lines = values.map((value, i) => `const ${'ab'[i] ?? `c${i}`} = (${value});`);
    return `${head}\nimport { defineCounter, createDefiners } from 'tricord';\nimport pino from 'pino';\nlet log;\n${lines.join('\n')}`;
  });

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .slice(0, 60)
  .map((file) => readFileSync(join(root, 'src', file), 'utf8').slice(0, 3_000));
const snippets = [
  "new Counter({ name: 'x' })",
  'log.error(`${err}`)',
  'defineCounter({',
  '`${',
  '...',
  ');',
  '"',
  'await ',
];
const mutated = fc
  .tuple(fc.constantFrom(...sources), fc.nat(), fc.constantFrom(...snippets), fc.nat({ max: 20 }))
  .map(([text, at, snippet, gap]) => {
    const place = at % text.length;
    return `import { Counter } from 'prom-client'; // tricord\n${text.slice(0, place)}${snippet}${text.slice(place + gap)}`;
  });

/** Lints a program and says whether it parsed; a rule that throws makes the linter throw. */
function lint(code: string): boolean {
  const messages = new Linter().verify(code, config);
  if (messages.some((message) => message.fatal)) return false;
  const lines = code.split(/\r\n|[\r\n\u2028\u2029]/);
  for (const { line, column, endLine = line, endColumn = column, message } of messages) {
    const inside = line >= 1 && endLine <= lines.length && column >= 1;
    if (!inside || endColumn > (lines[endLine - 1] ?? '').length + 1)
      throw new Error(`${message} at ${line}:${column}`);
  }
  return true;
}

describe('the rules', () => {
  it.each([
    ['programs of a grammar', program, 8_000],
    ['mutated sources', mutated, 2_000],
  ] as const)(
    'neither crash nor report outside of the file on %s',
    { timeout: 300_000 },
    (name, arbitrary, count) => {
      let parsed = 0;
      fc.assert(
        fc.property(arbitrary as fc.Arbitrary<string>, (code) => {
          if (lint(code)) parsed += 1;
        }),
        { numRuns: count },
      );
      console.log(`robustness: ${count} ${name}, ${parsed} of them parse, 0 crashes`);
      expect(parsed).toBeGreaterThan(count / 20);
    },
  );

  it('suggest only what still parses and is not suggested again', { timeout: 120_000 }, () => {
    let suggestions = 0;
    const name = fc.string({ unit: fc.constantFrom(...'abAB_:-1'), minLength: 1, maxLength: 12 });
    const property = fc.property(name, fc.constantFrom("'", '"', '`'), (text, quote) => {
      const code = `import { Counter } from 'prom-client';\nnew Counter({ name: ${quote}${text}${quote} });`;
      for (const message of new Linter().verify(code, config)) {
        for (const { fix, messageId } of message.suggestions ?? []) {
          suggestions += 1;
          const next = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
          const again = new Linter().verify(next, config);
          expect(again.filter((m) => m.fatal || (m.messageId === message.messageId && messageId))).toEqual(
            [],
          );
        }
      }
    });
    fc.assert(property, { numRuns: 1_000 });
    console.log(`robustness: ${suggestions} suggestions applied, all parse, none comes again`);
    expect(suggestions).toBeGreaterThan(500);
  });
});
