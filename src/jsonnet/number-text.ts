/**
 * Returns the number with so many digits in scientific notation, digits and exponent apart. Halves go to the
 * even digit as in C, where JavaScript rounds them up.
 */
export function toDigits(value: number, count: number): { digits: string; exponent: number } {
  const [mantissa = '', power = '0'] = Math.abs(value)
    .toExponential(count - 1)
    .split('e');
  const digits = mantissa.replace('.', '');
  const isOdd = Number(digits.at(-1)) % 2 === 1;
  if (isOdd && count < 60 && isHalf(value, count)) {
    // Rounded up to an odd digit: the even neighbour is one less, and no borrow is needed from an odd digit.
    return { digits: digits.slice(0, -1) + String(Number(digits.at(-1)) - 1), exponent: Number(power) };
  }
  return { digits, exponent: Number(power) };
}

function isHalf(value: number, count: number): boolean {
  const [mantissa = ''] = Math.abs(value)
    .toExponential(Math.min(100, count + 40))
    .split('e');
  return /^50*$/.test(mantissa.replace('.', '').slice(count));
}

function writeExponent(exponent: number): string {
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `e${exponent < 0 ? '-' : '+'}${size}`;
}

/** Returns digits with a point after the first `whole` of them, which may be none or more than there are. */
function placePoint(digits: string, whole: number): string {
  if (whole <= 0) return `0.${'0'.repeat(-whole)}${digits}`;
  if (whole >= digits.length) return digits + '0'.repeat(whole - digits.length);
  return `${digits.slice(0, whole)}.${digits.slice(whole)}`;
}

/** Returns the number as C's `%.{precision}e`. */
export function formatScientific(value: number, precision: number): string {
  const { digits, exponent } = toDigits(value, precision + 1);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return `${sign}${placePoint(digits, 1)}${writeExponent(exponent)}`;
}

/** Returns the number as C's `%.{precision}g`; with `keepZeros` as `%#.{precision}g`. */
export function formatGeneral(value: number, precision: number, keepZeros = false): string {
  const count = Math.max(precision, 1);
  const { digits, exponent } = toDigits(value, count);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const isScientific = exponent < -4 || exponent >= count;
  const plain = placePoint(digits, isScientific ? 1 : exponent + 1);
  const shown = keepZeros
    ? plain.includes('.')
      ? plain
      : `${plain}.`
    : plain.includes('.')
      ? plain.replace(/\.?0+$/, '')
      : plain;
  return sign + shown + (isScientific ? writeExponent(exponent) : '');
}

/**
 * Returns the number as the reference implementation prints it in strings and output: integers in full, all
 * others with 17 significant digits (`0.1` becomes `0.10000000000000001`).
 */
export function renderNumber(value: number): string {
  if (!Number.isInteger(value)) return formatGeneral(value, 17);
  if (Object.is(value, -0)) return '-0';
  return Number.isSafeInteger(value) ? String(value) : String(BigInt(value));
}

/** Returns the number as C++ streams print it in messages, with six significant digits. */
export function formatLoosely(value: number): string {
  return formatGeneral(value, 6);
}
