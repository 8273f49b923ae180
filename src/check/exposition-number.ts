const number = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)$|^nan$/i;

/** Whether a text is a number; one out of the range of 64-bit floats is none to Prometheus either. */
export function isNumber(text: string): boolean {
  return number.test(text) && (/[in]/i.test(text) || Number.isFinite(Number(text)));
}

/** Reads a number of an exposition format. */
export function parseNumber(text: string): number {
  if (/^nan$/i.test(text)) return NaN;
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}
