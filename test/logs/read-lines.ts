/** Splits into whole lines and counts those that are no JSON: torn ones. */
export function readLines(text: string): { lines: { i?: number; msg: string }[]; torn: number } {
  const whole = text.split('\n').filter((line) => line !== '');
  const lines: { i?: number; msg: string }[] = [];
  let torn = 0;
  for (const line of whole) {
    try {
      lines.push(JSON.parse(line) as { i?: number; msg: string });
    } catch {
      torn++;
    }
  }
  return { lines, torn };
}
