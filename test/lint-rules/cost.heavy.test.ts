import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import tseslint, { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../lint-rules/index.js';

const size = 20_000;
const long = 'aB_'.repeat(size / 3);
const chain = (operand: string, times = 400) => Array.from({ length: times }, () => operand).join(' + ');
const imports = `import { defineCounter, startOperation } from 'tricord'; import { Counter } from 'prom-client'; import { trace } from '@opentelemetry/api'; const tracer = trace.getTracer('a'); const log = pino();`;
const programs = {
  'a literal name': `new Counter({ name: '${long}', labelNames: ['${long}'] }).inc({ ${long}: '${long}' }); tracer.startSpan('${long}', { attributes: { ${long}: 1 } }).end(); log.info({ ${long}: '${long}' });`,
  'a template name': `defineCounter({ name: \`\${x}${long}\`, help: \`\`, labels: { ${long}: [] } }); log.info(\`\${x}${long}\`);`,
  identifiers: `const ${long} = 'a'; new Counter({ name: ${long} + ${long} }); log.info(${long} + ${long}); tracer.startSpan(${long});`,
  'a chain of constants': `const c = 'a'; new Counter({ name: ${chain('c')} }); log.info(${chain('c')}); tracer.startSpan(${chain('c')});`,
  'a chain of calls': `new Counter({ name: 'a' })${'.inc()'.repeat(200)}; log.child()${'.child({})'.repeat(200)}.info('a'); tracer.startSpan('a')${".setAttribute('a.b', 1)".repeat(200)};`,
  'nested branches': `log.info(${'a ? b : ('.repeat(200)}'x'${')'.repeat(200)});`,
  'many branches': `new Counter({ name: ${'a ? b : '.repeat(300)}'x' }).inc({ a: ${'a ? b : '.repeat(300)}'x' });`,
  '10,000 branches': `function f(a) { const span = tracer.startSpan('a'); ${'if (a) { b(); } '.repeat(10_000)} span.end(); }`,
  'one name, often': `${"new Counter({ name: 'custom_a_total' });".repeat(400)}`,
  'many fields': `log.info({ ${Array.from({ length: 2_000 }, (_, i) => `field_${i}: req.headers`).join(', ')} });`,
  'many spans': `async function f() { ${Array.from({ length: 200 }, (_, i) => `const s${i} = tracer.startSpan('a'); await g(); s${i}.setAttribute('http.rout${i}', 1); s${i}.end();`).join('\n')} }`,
};

/** ESLint counts time by rule in its fixing mode only; nothing is fixed. */
const timed = { fix: false, stats: true } as Linter.FixOptions;

type Times = Readonly<Record<string, number>>;

/** Milliseconds each rule takes on a program and all of them with the parser, by ESLint's own clock: the best of three runs. */
function measure(code: string): { rules: Times; total: number } {
  const runs = [1, 2, 3].map(() => {
    const linter = new Linter();
    const config = { ...plugin.configs.strict, languageOptions: { parser } };
    const { messages } = linter.verifyAndFix(code, config, timed);
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(fatal.message);
    return readTimes(linter);
  });
  return runs.reduce((a, b) => (b.total < a.total ? b : a));
}

function readTimes(linter: Linter): { rules: Times; total: number } {
  const { passes } = linter.getTimes() as unknown as {
    passes: { total: number; parse: { total: number }; rules?: Record<string, { total: number }> }[];
  };
  const [{ total, rules = {} } = { total: 0 }] = passes;
  return {
    total,
    rules: Object.fromEntries(Object.entries(rules).map(([id, time]) => [id, time.total])),
  };
}

describe('the cost of a rule', () => {
  it.each(Object.entries(programs))('stays small on %s', { timeout: 60_000, retry: 2 }, (name, body) => {
    const { rules, total } = measure(`${imports}\n${body}`);
    const [worst, ms] = Object.entries(rules).reduce((a, b) => (b[1] > a[1] ? b : a));
    console.log(`cost: ${name}: ${worst} ${ms.toFixed(1)} of ${total.toFixed(1)} ms`);
    // 50 ms is the aim. A busy machine slows the whole run down, and may do so in the middle of one rule, hence the
    // retries; a rule that is not linear is most of it each time.
    expect(ms).toBeLessThan(Math.max(100, total / 2));
  });
});

const root = join(import.meta.dirname, '../..');
const files = ['src', 'lint-rules', 'examples', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8')),
);
const service = files.filter((text) => /\b(?:log|logger|metrics|tracer|span)\b/.test(text));

/** Milliseconds each own rule takes on the texts, and all rules with the parser. */
function measureAll(texts: readonly string[]): { own: Map<string, number>; all: number } {
  const config = [
    ...tseslint.configs.recommended,
    { ...plugin.configs.strict, settings: { tricord: { config: false } } },
  ] as Linter.Config[];
  const linter = new Linter();
  const own = new Map<string, number>();
  let all = 0;
  for (const text of texts) {
    linter.verifyAndFix(text, config, { ...timed, filename: 'a.ts' });
    const { rules, total } = readTimes(linter);
    all += total;
    for (const [id, time] of Object.entries(rules))
      if (id.startsWith('tricord/')) own.set(id, (own.get(id) ?? 0) + time);
  }
  return { own, all };
}

describe('the cost of the plugin', () => {
  // ESLint's clock is the wall's, and what interrupts one rule is counted as that rule: a share above the bar has to
  // show three times before it is believed.
  it.each([
    ['files of this repository', files.slice(0, 500)],
    ['files of it that speak of logs, metrics and traces', service.slice(0, 80)],
  ])('is at most a twentieth of linting %s', { timeout: 120_000, retry: 2 }, (name, texts) => {
    const { own, all } = measureAll(texts);
    const sum = [...own.values()].reduce((a, b) => a + b, 0);
    const share = (100 * sum) / all;
    const [worst = '', ms = 0] = [...own].sort(([, a], [, b]) => b - a)[0] ?? [];
    console.log(
      `cost: ${texts.length} ${name}: ${sum.toFixed(0)} of ${all.toFixed(0)} ms, ${share.toFixed(1)} % (${worst} ${ms.toFixed(0)} ms)`,
    );
    expect(share).toBeLessThan(5);
  });
});
