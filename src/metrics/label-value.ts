/** What a label says when its value could not be read as a string. */
export const invalidValue = '_invalid';

/** Bytes of UTF-8 a label value may have, which generated scrape configurations set as the limit too. */
export const maxLabelBytes = 1024;

/** Units of UTF-16 that cannot exceed the byte bound, whatever they are. */
const alwaysShort = Math.floor(maxLabelBytes / 3);

/**
 * Returns a value as a label can carry it: a well-formed string within the byte bound. Never throws; what cannot be
 * read becomes `_invalid`, what is absent becomes empty, and `onLoss` is told when the value was not kept whole.
 */
export function cleanLabelValue(value: unknown, onLoss: () => void): string {
  if (value === undefined || value === null) return '';
  const text = readText(value);
  if (text === undefined) {
    onLoss();
    return invalidValue;
  }
  // Lone surrogates become U+FFFD on the wire, where two different ones would be one series.
  const wellFormed = text.toWellFormed();
  if (wellFormed.length <= alwaysShort) return wellFormed;
  const cut = cutToBytes(wellFormed);
  if (cut !== wellFormed) onLoss();
  return cut;
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'symbol' || typeof value === 'function') return undefined;
  try {
    return String(value);
  } catch {
    return undefined;
  }
}

function cutToBytes(text: string): string {
  const bytes = Buffer.from(text.slice(0, maxLabelBytes + 1));
  if (bytes.length <= maxLabelBytes) return text;
  let end = maxLabelBytes;
  while (isContinuation(bytes[end])) end--;
  return bytes.toString('utf8', 0, end);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
