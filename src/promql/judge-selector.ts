import { findRegexFault } from './find-regex-fault.js';
import { type LabelMatcher, readMatcher } from './find-selectors.js';
import type { QueryNode } from './parse-query.js';
import type { TypeFault } from './type-fault.js';

/** Finds what is wrong with a vector selector: its expressions, a name given twice, nothing that selects. */
export function judgeSelector(node: QueryNode, text: string): TypeFault[] {
  const braces = node.getChild('LabelMatchers');
  const nodes = [
    ...(braces?.getChildren('UnquotedLabelMatcher') ?? []),
    ...(braces?.getChildren('QuotedLabelMatcher') ?? []),
  ];
  const matchers = nodes.map((matcher) => ({ node: matcher, matcher: readMatcher(matcher, text) }));
  const faults: TypeFault[] = matchers.flatMap(({ node: place, matcher }) => {
    if (!matcher.operator.endsWith('~')) return [];
    const reason = findRegexFault(matcher.value);
    if (reason === undefined) return [];
    return [{ fault: 'badRegex', data: { pattern: matcher.value, reason }, from: place.from, to: place.to }];
  });
  const names = matchers.filter(({ matcher }) => matcher.label === '__name__');
  const identifier = node.getChild('Identifier') ?? braces?.getChild('QuotedLabelName') ?? null;
  const [second] = names;
  if (identifier !== null && second !== undefined) {
    const data = { first: text.slice(identifier.from, identifier.to), second: second.matcher.value };
    faults.push({ fault: 'nameTwice', data, from: second.node.from, to: second.node.to });
  }
  if (identifier === null && matchers.every(({ matcher }) => matchesEmpty(matcher)))
    faults.push({ fault: 'emptySelector', from: node.from, to: node.to });
  return faults;
}

/** Whether a series without the label fits; a selector of such matchers alone would select everything. */
function matchesEmpty({ operator, value }: LabelMatcher): boolean {
  if (operator === '=') return value === '';
  if (operator === '!=') return value !== '';
  try {
    return new RegExp(`^(?:${value})$`, 's').test('') === (operator === '=~');
  } catch {
    return false;
  }
}
