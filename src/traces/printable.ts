/** Returns the beginning of a reply as it may stand in a log line: it is foreign text. */
export function printable(body: Buffer): string {
  return body
    .toString('utf8', 0, 200)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim();
}
