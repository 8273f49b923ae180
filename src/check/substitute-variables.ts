import { variableMark } from './judge-query.js';

/** What a dashboard variable holds, as far as the grammar of an expression is concerned. */
export type VariableKind = 'interval' | 'number' | 'text';

const variable = /\$(\w+)|\$\{(\w+)(?:\.[\w.]+)?(?::[^{}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/y;

/** What Grafana itself fills in. */
const builtIn: Readonly<Record<string, string>> = {
  __from: '1700000000000',
  __interval: '1m',
  __interval_ms: '60000',
  __range: '1h',
  __range_ms: '3600000',
  __range_s: '3600',
  __rate_interval: '5m',
  __rate_interval_ms: '300000',
  __to: '1700003600000',
};

/**
 * Replaces the variables of a Grafana expression by something of their kind, so that it parses: a duration in brackets
 * and after `offset`, a number where the variable holds one, elsewhere a name with a mark that no metric has.
 */
export function substituteVariables(expression: string, kinds: ReadonlyMap<string, VariableKind>): string {
  let result = '';
  let quote = '';
  let brackets = 0;
  for (let i = 0; i < expression.length;) {
    const character = expression[i] ?? '';
    variable.lastIndex = i;
    const match = character === '$' || character === '[' ? variable.exec(expression) : null;
    if (match !== null) {
      const name = match[1] ?? match[2] ?? match[3] ?? '';
      i += match[0].length;
      const isDuration = brackets > 0 || /\boffset\s+-?$/.test(result);
      const hasUnit = /^(?:ms|[smhdwy])/.test(expression.slice(i));
      result +=
        quote !== '' ? name : fill(name, isDuration ? (hasUnit ? 'number' : 'interval') : kinds.get(name));
      continue;
    }
    if (quote !== '' && character === '\\' && quote !== '`') {
      result += expression.slice(i, i + 2);
      i += 2;
      continue;
    }
    if (quote === '' && `"'\``.includes(character)) quote = character;
    else if (character === quote) quote = '';
    if (quote === '' && character === '[') brackets += 1;
    if (quote === '' && character === ']') brackets -= 1;
    result += character;
    i += 1;
  }
  return result;
}

function fill(name: string, kind: VariableKind | undefined): string {
  const known = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  if (known !== undefined) return known;
  if (kind === 'interval') return '5m';
  return kind === 'number' ? '1' : `${variableMark}${name}`;
}
