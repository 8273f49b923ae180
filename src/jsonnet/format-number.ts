import type { FormatSpec } from './format-spec.js';

type Flags = Pick<FormatSpec, 'isAlternate' | 'hasBlank' | 'hasPlus'>;

/**
 * What a conversion of a number works with; `width` is the zero padding wanted, `precision` undefined if not
 * given.
 */
export interface NumberFormat extends Flags {
  readonly conversion: string;
  readonly width: number;
  readonly precision: number | undefined;
}

function signOf(isNegative: boolean, { hasBlank, hasPlus }: Flags): string {
  if (isNegative) return '-';
  return hasPlus ? '+' : hasBlank ? ' ' : '';
}

const RADIXES: Readonly<Record<string, number>> = { o: 8, x: 16, X: 16 };

function formatInteger(value: number, format: NumberFormat): string {
  const { conversion, width, precision = 0, isAlternate } = format;
  const radix = RADIXES[conversion] ?? 10;
  const isHex = radix === 16;
  // Hexadecimal rounds down, the others cut towards zero: so does the reference implementation.
  const whole = isHex ? Math.floor(value) : Math.trunc(value);
  const digits = BigInt(Math.abs(whole)).toString(radix);
  const sign = signOf(isHex ? value < 0 && whole !== 0 : value <= -1, format);
  const octal = isAlternate && radix === 8 && digits !== '0' ? '0' : '';
  const prefix = isAlternate && isHex ? '0x' : '';
  const padded = (octal + digits).padStart(Math.max(width - sign.length - prefix.length, precision), '0');
  const text = sign + prefix + padded;
  return conversion === 'X' ? text.toUpperCase() : text;
}

/** Rounds halves up at the given decimal, in the reference implementation's floating-point way. */
function formatDecimal(
  value: number,
  format: NumberFormat & { readonly precision: number; readonly keepsZeros: boolean },
): string {
  const { precision, isAlternate, keepsZeros, width } = format;
  const scale = 10 ** precision;
  const scaled = Math.abs(value) * scale + 0.5;
  const fraction = precision === 0 ? 0 : Math.floor(scaled) % scale;
  const whole = BigInt(Math.floor(scaled / scale)).toString();
  const sign = signOf(value < 0, format);
  const padded = whole.padStart(
    width - precision - (precision === 0 && !isAlternate ? 0 : 1) - sign.length,
    '0',
  );
  if (precision === 0) return sign + padded + (isAlternate ? '.' : '');
  if (!keepsZeros && fraction <= 0) return sign + padded;
  const decimals = BigInt(fraction).toString().padStart(precision, '0');
  return `${sign}${padded}.${keepsZeros ? decimals : decimals.replace(/0+$/, '')}`;
}

/**
 * The reference implementation takes logarithms, so a power of ten may count one less: `%e` of 1000 is
 * 10.0e+02.
 */
function exponentOf(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log(Math.abs(value)) / Math.log(10));
}

function formatExponent(
  value: number,
  format: NumberFormat & { readonly precision: number; readonly keepsZeros: boolean },
): string {
  const exponent = exponentOf(value);
  const letter = format.conversion === 'E' || format.conversion === 'G' ? 'E' : 'e';
  const suffix = `${letter}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  // 10 ** -324 is 0 already, so the smallest numbers are scaled in two steps.
  const mantissa = exponent === -324 ? (value * 10) / 10 ** (exponent + 1) : value / 10 ** exponent;
  return formatDecimal(mantissa, { ...format, width: format.width - suffix.length }) + suffix;
}

function formatShortest(value: number, format: NumberFormat & { readonly precision: number }): string {
  const { precision, isAlternate } = format;
  const exponent = exponentOf(value);
  if (exponent < -4 || exponent >= precision) {
    return formatExponent(value, { ...format, precision: precision - 1, keepsZeros: isAlternate });
  }
  const before = Math.max(1, exponent + 1);
  return formatDecimal(value, { ...format, precision: precision - before, keepsZeros: isAlternate });
}

/** Returns a number in the given conversion, one of `diouxXeEfFgG`, zero-padded to the width. */
export function formatNumber(value: number, format: NumberFormat): string {
  const precision = format.precision ?? 6;
  switch (format.conversion.toLowerCase()) {
    case 'f':
      return formatDecimal(value, { ...format, precision, keepsZeros: true });
    case 'e':
      return formatExponent(value, { ...format, precision, keepsZeros: true });
    case 'g':
      return formatShortest(value, { ...format, precision });
    default:
      return formatInteger(value, format);
  }
}
