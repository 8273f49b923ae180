import { redactAssignments, redacted } from './redact-assignments.js';
import { type KeySecrecy, withoutState } from '../policies/secret-keys.js';

/**
 * Shapes that are secrets wherever they stand. Each starts at a fixed word and repeats one class only, and where the
 * class contains that word a look-behind allows one start per run, so that all of them are linear.
 */
export const secretShapes: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/\b(bearer|negotiate)[ \t]{1,8}[^\s"',;\\]+/gi, `$1 ${redacted}`],
  [/\b(basic)[ \t]{1,8}(?=[a-z+/]{0,200}[0-9=])[a-z0-9+/]+={0,2}/gi, `$1 ${redacted}`],
  [/(?<![\w-])eyJ[\w-]+\.[\w.-]+/g, redacted],
  [/(?<![A-Za-z0-9])gl(?:sa|c|pat)[_-][\w-]+/g, redacted],
  [/(?<![A-Za-z0-9])gh[opurs]_\w{16,}/g, redacted],
  [/(?<![A-Za-z0-9])github_pat_\w+/g, redacted],
  [/(?<![A-Za-z0-9])xox[a-z]-[\w-]+/g, redacted],
  [/(?<![A-Za-z0-9])[rs]k_(?:live|test)_\w+/g, redacted],
  [/(?<![A-Za-z0-9])A(?:KI|SI|GP|ID|RO)A[A-Z0-9]{16}/g, redacted],
  [/(?<![A-Za-z0-9])AIza[\w-]{30,}/g, redacted],
  [/:\/\/[^\s/?#"'<>\\]*@/g, `://${redacted}@`],
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)/g,
    '[redacted private key]',
  ],
];

/**
 * A text without any of these has none of the shapes; most texts are done after this one test. Case is spelled out where
 * it does not matter, because an expression that ignores case takes half as long again.
 */
export const shapeStart =
  /[bB][eE][aA][rR][eE][rR]|[bB][aA][sS][iI][cC]|[nN][eE][gG][oO][tT][iI][aA]|eyJ|gl(?:sa|c|pat)[_-]|g(?:h[opurs]_|ithub_)|xox|[rs]k_|A(?:KI|SI|GP|ID|RO)A|AIza|-----BEGIN|:\/\/[^\s/?#"'<>\\]*@/;
const separator = /[=:]/;
/** Shorter texts cannot hold any of the shapes. */
const shortestShape = 8;

/** Returns a function that replaces the secrets in a text; `extra` shapes are tried on every text. */
export function createTextRedactor(
  judge: (key: string) => KeySecrecy,
  extra: readonly RegExp[] = [],
): (text: string) => string {
  const custom = extra.map(
    (shape) => new RegExp(withoutState(shape), `${shape.flags.replace(/[gy]/g, '')}g`),
  );
  const withCustom = (text: string): string =>
    custom.reduce((rest, shape) => rest.replace(shape, redacted), text);

  return (text) => {
    let safe = separator.test(text) ? redactAssignments(text, judge) : text;
    if (safe.length >= shortestShape && shapeStart.test(safe)) {
      for (const [shape, replacement] of secretShapes) safe = safe.replace(shape, replacement);
    }
    return custom.length === 0 ? safe : withCustom(safe);
  };
}
