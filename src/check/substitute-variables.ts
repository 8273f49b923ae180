import { opaqueMark } from '../promql/index.js';

/** What a dashboard variable holds, as far as the grammar of an expression is concerned. */
export type VariableKind = 'interval' | 'number' | 'text';

/** A string, a variable in one of its three spellings, or a bracket. */
const token =
  /("(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|`[^`]*`?)|\$(\w+)|\$\{(\w+)(?:\.[\w.]+)?(?::[^{}]*)?\}|\[\[(\w+)(?::\w+)?\]\]|[[\]]/gs;
const inString = /\$(\w+)|\$\{(\w+)(?:\.[\w.]+)?(?::[^{}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/g;

/** What Grafana itself fills in. */
const builtIn: Readonly<Record<string, string>> = {
  __auto: '5m',
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
 * and after `offset`, a number where the variable holds one, elsewhere a name with a mark that no metric has. With
 * `keepTexts` what stands in quotes stays as it is written.
 */
export function substituteVariables(
  expression: string,
  kinds: ReadonlyMap<string, VariableKind>,
  { keepTexts = false }: { readonly keepTexts?: boolean } = {},
): string {
  let brackets = 0;
  return expression.replace(token, (match, ...groups) => {
    const [text, plain, braced, legacy, offset] = groups as (string | undefined)[];
    if (text !== undefined)
      return keepTexts ? text : text.replace(inString, (_, ...names) => String(names.find((name) => name)));
    if (match === '[') brackets += 1;
    if (match === ']') brackets -= 1;
    const name = plain ?? braced ?? legacy;
    if (name === undefined) return match;
    const at = Number(offset);
    const isDuration = brackets > 0 || /\boffset\s+-?$/.test(expression.slice(Math.max(0, at - 40), at));
    const hasUnit = /^(?:ms|[smhdwy])/.test(expression.slice(at + match.length, at + match.length + 2));
    return fill(name, isDuration ? (hasUnit ? 'number' : 'interval') : kinds.get(name));
  });
}

function fill(name: string, kind: VariableKind | undefined): string {
  const known = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  if (known !== undefined) return known;
  if (kind === 'interval') return '5m';
  return kind === 'number' ? '1' : `${opaqueMark}${name}`;
}
