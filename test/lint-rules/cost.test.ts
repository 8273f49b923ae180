import { parser } from 'typescript-eslint';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../lint-rules/index.js';

const size = 20_000;
const long = 'aB_'.repeat(size / 3);
const chain = (operand: string) => Array.from({ length: 400 }, () => operand).join(' + ');
const imports = `import { defineCounter } from 'tricord'; import { Counter } from 'prom-client';`;
const programs = {
  'a literal name': `new Counter({ name: '${long}', labelNames: ['${long}'] });`,
  'a template name': `defineCounter({ name: \`\${x}${long}\`, help: \`\`, labels: { ${long}: [] } });`,
  identifiers: `const ${long} = 'a'; new Counter({ name: ${long} + ${long} }); log.info(${long} + ${long});`,
  'a chain of constants': `const c = 'a'; new Counter({ name: ${chain('c')} }); log.info(${chain('c')});`,
  'a chain of calls': `new Counter({ name: 'a' })${'.inc()'.repeat(200)}; log.child()${'.child()'.repeat(200)}.info('a');`,
  'nested branches': `log.info(${'a ? b : ('.repeat(200)}'x'${')'.repeat(200)});`,
  'many branches': `new Counter({ name: ${'a ? b : '.repeat(300)}'x' });`,
  'one name, often': `${"new Counter({ name: 'custom_a_total' });".repeat(400)}`,
};

/** The best of three runs in milliseconds, so that another process does not decide the figure. */
function measure(code: string, rules: Linter.RulesRecord): number {
  const config: Linter.Config = { plugins: { tricord: plugin }, rules, languageOptions: { parser } };
  const runs = [1, 2, 3].map(() => {
    const start = performance.now();
    const fatal = new Linter().verify(code, config).find((message) => message.fatal);
    if (fatal) throw new Error(fatal.message);
    return performance.now() - start;
  });
  return Math.min(...runs);
}

describe('the cost of a rule', () => {
  it.each(Object.entries(programs))('stays small on %s', { timeout: 60_000 }, (name, body) => {
    const code = `${imports}\n${body}`;
    measure(code, {});
    const base = measure(code, {});
    const costs = Object.keys(plugin.rules ?? {}).map(
      (id) => [id, measure(code, { [`tricord/${id}`]: 'error' }) - base] as const,
    );
    const [worst, ms] = costs.reduce((a, b) => (b[1] > a[1] ? b : a));
    console.log(`cost: ${name}: ${worst} ${ms.toFixed(1)} ms over ${base.toFixed(1)} ms of ESLint alone`);
    // 50 ms is the aim; the bound leaves room for a busy machine and still ends what is not linear.
    expect(ms).toBeLessThan(500);
  });
});
