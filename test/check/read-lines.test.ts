import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Line, readLines } from '../../src/check/read-lines.js';

const limit = 24;

const piece = fc.oneof(
  fc
    .constantFrom('\n', '\n\n', '\r\n', '', 'level', 'ä', '汉', '💡', 'x'.repeat(limit + 1))
    .map((text) => Buffer.from(text)),
  // Halves of characters, and what no character has.
  fc.constantFrom([0xc3], [0xa4], [0xf0, 0x9f], [0xff], [0xe6, 0xb1]).map((bytes) => Buffer.from(bytes)),
);

/** The lines of a stream as its bytes say at once, whatever the chunks. */
function split(stream: Buffer): Pick<Line, 'text' | 'bytes' | 'isCut' | 'isEnded'>[] {
  const parts = stream.toString('latin1').split('\n');
  const last = parts.length - 1;
  return parts
    .map((part, i) => {
      const bytes = Buffer.from(part, 'latin1');
      const text = bytes.subarray(0, limit).toString();
      return { text, bytes: bytes.length, isCut: bytes.length > limit, isEnded: i < last };
    })
    .filter((line, i) => i < last || line.bytes > 0);
}

async function collect(chunks: Uint8Array[]): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of readLines(chunks, limit)) lines.push(...batch);
  return lines;
}

it('reads the same lines however a stream is cut into chunks', async () => {
  let count = 0;
  let lines = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 6 }), async (cut) => {
      const chunks = cut.map((pieces) => Buffer.concat(pieces));
      const read = await collect(chunks);
      count += 1;
      lines += read.length;
      expect(read).toMatchObject(split(Buffer.concat(chunks)));
      expect(read).toHaveLength(split(Buffer.concat(chunks)).length);
      expect(read.map((line) => line.number)).toEqual(read.map((_, i) => i + 1));
      for (const line of read.filter(({ isCut }) => !isCut))
        expect(line.isUtf8).toBe(!line.text.includes('\ufffd'));
    }),
    { numRuns: 5000 },
  );
  console.log(`${count} streams, ${lines} lines`);
});
