const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Returns the value of a PromQL string literal, quotes included in what is given; backticks know no escapes. */
export function readString(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith('`')) return body;
  return body.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{3})|(.))/gs, (...groups) => {
    const [hex2, hex4, octal, letter = ''] = groups.slice(1, 5) as (string | undefined)[];
    if (hex2 !== undefined || hex4 !== undefined)
      return String.fromCharCode(parseInt(hex2 ?? hex4 ?? '', 16));
    return octal === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(parseInt(octal, 8));
  });
}
