import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inputs: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['NUL', Buffer.alloc(1000)],
  ['a byte order mark', Buffer.from('\ufeff')],
  ['CRLF', Buffer.from('a\r\nb\r\n')],
  ['invalid UTF-8', Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0x0a])],
  ['duplicate keys', Buffer.from('{"a":1,"a":2}\n')],
  ['100,000 brackets', Buffer.from('['.repeat(100_000))],
  ['100,000 braces', Buffer.from('{"a":'.repeat(100_000))],
  ['no final newline', Buffer.from('{"a":1}')],
  ['a line of 20 MB', Buffer.alloc(20_000_000, 'x')],
  ['a million lines', Buffer.alloc(2_000_000, 'x\n')],
  [
    'random bytes',
    Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 255)),
  ],
  ['escape sequences', Buffer.from('\u001b]0;owned\u0007\u001b[2J\u202e\n')],
];

const kinds = ['metrics', 'rules', 'dashboard'];

describe('hostile input', () => {
  it.each(inputs.flatMap(([name, bytes]) => kinds.map((kind) => [name, kind, bytes] as const)))(
    'of %s is a problem or a clear error as %s',
    async (name, kind, bytes) => {
      const path = join(folder, name.replaceAll(/\W/g, '-'));
      writeFileSync(path, bytes);
      const { exitCode, stdout, stderr } = await runInProcess(['check', '--kind', kind, path], {
        cwd: folder,
      });
      expect([1, 2]).toContain(exitCode);
      expect(stdout + stderr).not.toMatch(/^\s+at /m);
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(stdout.length).toBeLessThan(200_000);
      if (exitCode === 2) expect(stderr.trim().split('\n')).toHaveLength(1);
    },
    120_000,
  );

  it('of a FIFO that nobody writes to is refused at once', async () => {
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    const { exitCode, stderr } = await runInProcess(['check', 'fifo'], { cwd: folder });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'error: TRI_CLI_UNREADABLE_TARGET: Target `fifo` could not be read: it is no regular file. Name a file, a URL or `-`.\n',
    });
  });
});
