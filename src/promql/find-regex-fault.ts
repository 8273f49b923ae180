/** Letters and digits that RE2 gives a meaning behind a backslash. */
const escapes = /[AabBCdDfnpPQEsStvwWxz0]/;

/** A lookaround before any class of characters, in which its letters would only be characters. */
const lookaroundBeforeClass = /^(?:[^[\\(]|\\.|\((?!\?(?:[=!]|<[=!])))*(\(\?(?:[=!]|<[=!]))/s;

/**
 * Returns what RE2, by which Prometheus matches labels, does not take of a regular expression; undefined when nothing
 * is known to be wrong. JavaScript knows more than RE2 (lookarounds, back references) and less (`(?i)`, `\Q…\E`).
 */
export function findRegexFault(pattern: string): string | undefined {
  const lookaround = lookaroundBeforeClass.exec(pattern)?.[1];
  if (lookaround !== undefined) return `\`${lookaround}\` looks around, which RE2 cannot`;
  for (const [escape, letter = ''] of pattern.matchAll(/\\([a-zA-Z0-9])/g)) {
    const isOctal = /[1-7]/.test(letter) && /\\[1-7][0-7]/.test(pattern);
    if (!escapes.test(letter) && !isOctal && !/\\\\/.test(pattern))
      return `\`${escape}\` is no escape of RE2`;
  }
  const repetition = [...pattern.matchAll(/(?<!\\)\{(\d+)(?:,(\d*))?\}/g)].find(
    ([, low, high]) => Number(low) > 1000 || Number(high) > 1000,
  );
  if (repetition !== undefined) return `\`${repetition[0]}\` repeats more than 1000 times`;
  // What only RE2 knows cannot be tried here.
  if (/\(\?(?!:)|\\[QECpPaz]|\[\[:/.test(pattern)) return undefined;
  return tryRegex(pattern);
}

function tryRegex(pattern: string): string | undefined {
  try {
    // RE2 lets an assertion be repeated.
    new RegExp(pattern.replace(/(\^|\$|\\[bB])(?:[*+?]|\{\d+(?:,\d*)?\})+/g, '$1'));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/: /s, '').toLowerCase() : undefined;
  }
}
