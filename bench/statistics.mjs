/** The middle of some figures, which what happens now and then does not move. */
export function median(values) {
  return at(values, 1 / 2);
}

/** A neighbour only ever adds, so the lower quartile of costs is nearer to the truth than the mean. */
export function quartile(values) {
  return at(values, 1 / 4);
}

function at(values, share) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
}
