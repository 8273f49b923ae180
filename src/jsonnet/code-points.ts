const SURROGATE = /[\ud800-\udfff]/;

/** Returns something indexable by code point: the string itself when no character needs two UTF-16 units. */
export function codePointsOf(text: string): string | readonly string[] {
  return SURROGATE.test(text) ? [...text] : text;
}

/** Returns the number of code points. */
export function countCodePoints(text: string): number {
  return codePointsOf(text).length;
}

/** Returns the code points from one index to before another. */
export function sliceCodePoints(text: string, from: number, to?: number): string {
  const points = codePointsOf(text);
  return typeof points === 'string' ? points.slice(from, to) : points.slice(from, to).join('');
}
