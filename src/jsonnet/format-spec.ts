import { JsonnetError } from './jsonnet-error.js';

/** A number given in the format string, or the next argument for `*`. */
export type FormatAmount = number | '*' | undefined;

/** One `%…` of a format string; `key` is the name in `%(name)s`. */
export interface FormatSpec {
  readonly key: string | undefined;
  readonly isAlternate: boolean;
  readonly isZeroPadded: boolean;
  readonly isLeft: boolean;
  readonly hasBlank: boolean;
  readonly hasPlus: boolean;
  readonly width: FormatAmount;
  readonly precision: FormatAmount;
  readonly conversion: string;
}

const SPEC = /%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:(\.)(\*|\d+)?)?[hlL]?([^]?)/uy;
const CONVERSIONS = 'diouxXeEfFgGcrs%';

function parseAmount(text: string | undefined): FormatAmount {
  return text === undefined || text === '*' ? text : Number(text);
}

function parseSpec(format: string, at: number): { spec: FormatSpec; end: number } {
  SPEC.lastIndex = at;
  const [whole = '', key, flags = '', width, point, precision, conversion = ''] = SPEC.exec(format) ?? [];
  if (conversion === '') throw new JsonnetError('Truncated format code.');
  if (!CONVERSIONS.includes(conversion) || conversion === 'r') {
    throw new JsonnetError(`Unrecognised conversion type: ${conversion}`);
  }
  const spec: FormatSpec = {
    key,
    isAlternate: flags.includes('#'),
    isZeroPadded: flags.includes('0'),
    isLeft: flags.includes('-'),
    hasBlank: flags.includes(' '),
    hasPlus: flags.includes('+'),
    width: parseAmount(width),
    precision: point ? (parseAmount(precision) ?? 0) : undefined,
    conversion,
  };
  return { spec, end: at + whole.length };
}

/** Returns the literal texts and the specs of a format string in order; throws a JsonnetError. */
export function parseFormat(format: string): (string | FormatSpec)[] {
  const parts: (string | FormatSpec)[] = [];
  let at = 0;
  for (let percent = format.indexOf('%'); percent !== -1; percent = format.indexOf('%', at)) {
    if (percent > at) parts.push(format.slice(at, percent));
    const { spec, end } = parseSpec(format, percent);
    parts.push(spec);
    at = end;
  }
  if (at < format.length) parts.push(format.slice(at));
  return parts;
}
