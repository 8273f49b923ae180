import fc from 'fast-check';

/** Pieces of which text is made that an exposition format could take for its own, or that a wire changes. */
const tokens = [
  ...['"', '\\', '\n', '\\n', ',', ':', '=', '{', '}', '} 1\nup{x="', ' # {', '# EOF', '# TYPE', ' '],
  ...['b', 'x', 'é', '_other', '_overflow', '__proto__', 'constructor'],
  ...['\r', '\0', '\ud800', '\udc00', '\u2028', '\ufeff', '\u{1f600}'],
];

/** Text of up to some hostile pieces; plain random strings do not find what these do. */
export function hostileText(maxPieces: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...tokens), { maxLength: maxPieces }).map((pieces) => pieces.join(''));
}
