/**
 * Bytes and entries of a status. Peers may refuse trailers above 8 KiB, and with them lose the whole call, so what is
 * sent stays below, the percent-encoded message included; what is received is held to the same.
 */
export const limits = {
  message: 1024,
  reason: 256,
  infoEntries: 32,
  infoText: 256,
  sentBytes: 3072,
  receivedBytes: 65_536,
};

/** Returns a text as it may be sent: cut, and without lone surrogates, at which `encodeURI` in grpc-js would throw. */
export function cleanText(value: unknown, maxBytes: number): string {
  const text = readText(value)
    .slice(0, maxBytes + 1)
    .replace(/\p{Surrogate}/gu, '\ufffd');
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const cut = Buffer.from(text).subarray(0, maxBytes - 3);
  // The cut may have gone through a character.
  return `${cut.toString().replace(/\ufffd+$/, '')}…`;
}

function readText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'unreadable';
  }
}
