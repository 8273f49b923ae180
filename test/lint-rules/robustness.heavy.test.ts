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

  it('suggest only what still parses, and nothing again after it was taken', { timeout: 120_000 }, () => {
    let taken = 0;
    const name = fc.string({ unit: fc.constantFrom(...'abAB_.-1 '), minLength: 1, maxLength: 12 });
    const line = fc
      .tuple(fc.constantFrom("'", '"', '`'), name, fc.nat({ max: 4 }))
      .map(([quote, text, kind]) => writeLine(kind, text, quote));
    const property = fc.property(fc.array(line, { minLength: 40, maxLength: 40 }), (lines) => {
      let code = `${suggestible}${lines.join('\n')}\n};`;
      for (let pass = 0; pass < 6; pass++) {
        const { next, count } = takeSuggestions(code);
        taken += count;
        if (count === 0) return;
        code = next;
      }
      throw new Error(`There is no end of suggestions:\n${code}`);
    });
    fc.assert(property, { numRuns: 60 });
    console.log(`robustness: ${taken} suggestions taken, all parse, all come to an end`);
    expect(taken).toBeGreaterThan(1_000);
  });

  it('take options that fit their schema and refuse all others by it', { timeout: 60_000 }, () => {
    let refused = 0;
    const key = fc.constantFrom('allow', 'allowIn', 'alow', '__proto__');
    const option = fc.oneof(
      fc.object({ key, maxDepth: 2 }),
      fc.record({ allow: fc.array(fc.string()) }),
      fc.anything(),
    );
    const property = fc.property(fc.constantFrom(...Object.keys(rules)), option, (id, value) => {
      try {
        new Linter().verify('log.info({ a_b: 1 }, `${x}`); console.log(1);', {
          ...config,
          rules: { [id]: ['error', value] },
        });
      } catch (error) {
        refused += 1;
        expect(String(error)).toMatch(/Configuration for rule|Key "rules"|options/);
      }
    });
    fc.assert(property, { numRuns: 2_000 });
    console.log(`robustness: 2000 options, ${refused} refused by their schema, 0 stack traces of a rule`);
    expect(refused).toBeGreaterThan(500);
  });
});

const suggestible = `import { Counter } from 'prom-client';\nimport { metrics, trace } from '@opentelemetry/api';\nexport const f = (span) => {\n`;

/** A line of a function that some rule has something to suggest for. */
function writeLine(kind: number, text: string, quote: string): string {
  const quoted = quote + text + quote;
  const key = quote === '`' ? `['x']` : quoted;
  const lines = [
    `new Counter({ name: ${quoted}, help: 'A.' });`,
    `metrics.getMeter('a').createCounter(${quoted}, { description: 'A.' });`,
    `log.info({ ${key}: 1 }, 'a');`,
    `span.setAttribute(${quoted}, 1);`,
    `log.info(${quoted}, { a: 1 });`,
  ];
  return lines[kind] ?? '';
}

/** Takes the first suggestion of each report, as far as they do not overlap. */
function takeSuggestions(code: string): { next: string; count: number } {
  const messages = new Linter().verify(code, config);
  const fatal = messages.find((message) => message.fatal);
  if (fatal !== undefined) throw new Error(`${fatal.message}\n${code}`);
  let next = code;
  let end = Infinity;
  let count = 0;
  const fixes = messages.flatMap(({ suggestions = [] }) => suggestions.slice(0, 1).map(({ fix }) => fix));
  for (const { range, text } of fixes.sort((a, b) => b.range[0] - a.range[0])) {
    if (range[1] > end) continue;
    next = next.slice(0, range[0]) + text + next.slice(range[1]);
    end = range[0];
    count += 1;
  }
  return { next, count };
}
