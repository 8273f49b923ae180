import type { ParsedQuery } from './parse-query.js';
import type { TypeFault } from './type-fault.js';

const escape = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[abfnrtv\\'"])/y;

/** Finds the escapes in string literals that PromQL does not know, such as `"\d"`; the grammar takes any. */
export function findStringFaults({ tree, text }: ParsedQuery): TypeFault[] {
  const faults: TypeFault[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'StringLiteral' || text[from] === '`') return;
      const bad = findBadEscape(text, from, to);
      if (bad !== undefined) faults.push({ fault: 'badEscape', data: { got: bad }, from, to });
    },
  });
  return faults;
}

function findBadEscape(text: string, from: number, to: number): string | undefined {
  for (let at = text.indexOf('\\', from); at !== -1 && at < to; at = text.indexOf('\\', at)) {
    escape.lastIndex = at;
    const found = escape.exec(text)?.[0];
    const isOtherQuote = found !== undefined && /['"]$/.test(found) && found[1] !== text[from];
    if (found === undefined || isOtherQuote) return text.slice(at, at + 2);
    at += found.length;
  }
  return undefined;
}
