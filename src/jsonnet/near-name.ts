/** Counts the letters to add, drop, change, or swap with a neighbour. */
function distance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (previous[j - 1] as number) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwap = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swap = isSwap ? (before[j - 2] ?? Number.POSITIVE_INFINITY) + 1 : change;
      current.push(Math.min(change, swap, (previous[j] as number) + 1, (current[j - 1] as number) + 1));
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] as number;
}

/** Returns ` (did you mean x?)` when a known name is a few letters away, otherwise the empty string. */
export function suggestName(wrong: string, known: readonly string[]): string {
  if (wrong.length < 3 || wrong.length > 60) return '';
  const worst = Math.min(3, Math.floor(wrong.length / 3));
  let best: { name: string; edits: number } | undefined;
  for (const name of known.slice(0, 2000)) {
    if (name === wrong || Math.abs(name.length - wrong.length) > worst) continue;
    const edits = name.toLowerCase() === wrong.toLowerCase() ? 0.5 : distance(name, wrong);
    if (edits <= worst && (!best || edits < best.edits)) best = { name, edits };
  }
  return best ? ` (did you mean ${best.name}?)` : '';
}
