/**
 * What JSON.stringify leaves raw although a terminal or a log reader acts on it: DEL and the C1 controls, the line
 * separators of JavaScript, and the marks that reverse the reading direction.
 */
const rawControls = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const unsafe = /["\\\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/;

/** Renders a string as JSON on one line, without raw control characters and without lone surrogates. */
export function quote(text: string): string {
  return unsafe.test(text) ? quoteUnsafe(text) : `"${text}"`;
}

/** Renders at most `limit` UTF-16 units of a string; what was cut, and `hidden` units before, is told by `…[+N]`. */
export function quoteWithin(text: string, limit: number, hidden = 0): string {
  const quoted = quote(cut(text, limit, hidden));
  // Escapes make a character up to six: only a string full of them needs this second cut.
  return quoted.length <= limit + 32 ? quoted : quote(cut(text, Math.floor(limit / 6), hidden));
}

function cut(text: string, limit: number, hidden: number): string {
  if (text.length <= limit && hidden === 0) return text;
  return `${text.slice(0, limit)}…[+${Math.max(0, text.length - limit) + hidden}]`;
}

/** Replaces lone surrogates, which are not UTF-8 and which strict JSON readers refuse, by U+FFFD; ES2024 has it. */
export function toWellFormed(text: string): string {
  return (text as string & { toWellFormed(): string }).toWellFormed();
}

function quoteUnsafe(text: string): string {
  return JSON.stringify(toWellFormed(text)).replace(rawControls, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
