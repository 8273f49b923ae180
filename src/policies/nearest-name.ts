/** Returns the nearest candidate, for "did you mean"; by default one at most a third of its letters away. */
export function nearestName(
  name: string,
  candidates: Iterable<string>,
  reach = (candidate: string): number => Math.max(2, Math.ceil(candidate.length / 3)),
): string | undefined {
  const wanted = name.slice(0, 128).toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    // As many letters have to be put in or taken out at the least.
    if (Math.abs(candidate.length - wanted.length) > reach(candidate)) continue;
    const limit = Math.min(reach(candidate), best?.distance ?? Infinity);
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance <= reach(candidate) && distance < (best?.distance ?? Infinity))
      best = { candidate, distance };
  }
  return best?.candidate;
}

/** Stops where every way has cost more than `limit`, and says some number above it. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Uint16Array.from({ length: b.length + 1 }, (_, i) => i);
  let current = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      const cost = Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      current[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return Infinity;
    [previous, current] = [current, previous];
  }
  return previous[b.length] ?? 0;
}
