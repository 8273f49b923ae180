import { describe, expect, it } from 'vitest';
import { checkLogLines } from '../../src/check/check-log-lines.js';
import schema from './log-line.stand-in.json' with { type: 'json' };

const good = {
  level: 'info',
  ts: '2025-01-01T00:00:00.000Z',
  logger: 'business',
  msg: 'order created',
  service: 'orders',
  version: '1.0.0',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
};
const goodLine = JSON.stringify(good);

async function check(chunks: string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
  const stream = typeof chunks === 'string' ? [Buffer.from(chunks)] : chunks;
  return checkLogLines(stream, { file: 'log', schema });
}

async function lines(text: string): Promise<string[]> {
  const { problems } = await check(text);
  return problems.map(
    ({ policy, text: said, location }) => `${location?.line}:${location?.column} ${policy}: ${said}`,
  );
}

function withKeys(keys: object): string {
  return JSON.stringify({ ...good, ...keys });
}

describe('checkLogLines', () => {
  it('finds nothing in good lines', async () => {
    const { problems, subjects } = await check(`${goodLine}\n`.repeat(3));
    expect(problems).toEqual([]);
    expect(subjects).toBe(3);
  });

  it.each([
    [
      'a missing key',
      withKeys({ logger: undefined }),
      '1:undefined log-line: The line has no `logger`, which every line of the zap dialect has.',
    ],
    ['a wrong type', withKeys({ cost: '12' }), '1:208 log-line: `cost` is `"12"`; it must be a number.'],
    [
      'an unknown level',
      withKeys({ level: 'notice' }),
      '1:10 log-line: Level `"notice"` is unknown; the levels are debug, info, warn, error.',
    ],
    ['an empty key', withKeys({ service: '' }), 'log-line: `service` is `""`; it must be'],
    [
      'a short trace id',
      withKeys({ traceId: 'abc' }),
      'log-line: `traceId` is `"abc"`, which is no trace id: 32 lower-case hex digits',
    ],
    [
      'a span id of zeros',
      withKeys({ spanId: '0'.repeat(16) }),
      'which is no span id: 16 lower-case hex digits',
    ],
    [
      'a duplicate key',
      `${goodLine.slice(0, -1)},"msg":"forged"}`,
      '1:202 log-duplicate-key: Key `msg` stands twice in one object; readers disagree about which value counts.',
    ],
    [
      'a duplicate key in disguise',
      `${goodLine.slice(0, -1)},"m\\u0073g":"forged"}`,
      'log-duplicate-key: Key `msg` stands twice',
    ],
    [
      'a duplicate key deep within',
      withKeys({}).replace(/\}$/, ',"a":[{"b":1,"c":{"d":1,"d":2}}]}'),
      'log-duplicate-key: Key `d`',
    ],
    ['text', 'listening on 8080', '1:1 log-syntax: The line is not JSON: at column 1.'],
    ['a blank line', '', 'log-syntax: The line is not JSON: it ends too early.'],
    ['a cut line', goodLine.slice(0, 60), '1:61 log-syntax: The line is not JSON: it ends too early.'],
    ['an array', '[1]', 'log-syntax: The line is an array, not a JSON object.'],
    ['null', 'null', 'log-syntax: The line is null, not a JSON object.'],
    [
      'a raw NUL',
      goodLine.replace('order', 'or\0der'),
      'log-syntax: Control character U+0000 stands in the line unescaped',
    ],
    ['a raw escape', goodLine.replace('order', 'or\u001b[31mder'), 'log-syntax: Control character U+001B'],
    ['a raw C1 control', goodLine.replace('order', 'or\u009bder'), 'log-syntax: Control character U+009B'],
    ['a carriage return', `${goodLine}\r`, 'log-syntax: The line ends in a carriage return'],
    ['a byte order mark', `\ufeff${goodLine}`, '1:1 log-syntax: The stream starts with a byte order mark.'],
    [
      'a long line',
      withKeys({ body: 'x'.repeat(70_000) }),
      'log-syntax: The line has 70210 bytes; collectors cut lines at 65536.',
    ],
    [
      'depth',
      withKeys({})
        .replace(/\}$/, `,"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
        .slice(0, 60_000),
      'log-syntax: The line is not JSON',
    ],
    [
      'too many levels',
      withKeys({}).replace(/\}$/, `,"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
      'log-syntax: The line nests 20001 levels deep; 32 are allowed.',
    ],
  ])('finds %s', async (_, line, expected) => {
    expect((await lines(`${line}\n`)).join('\n')).toContain(expected);
  });

  it.each([
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'],
    ['an AWS access key', `AKIA${'ABCDEFGH12345678'}`],
    ['a GitHub token', `ghp_${'a1'.repeat(18)}`],
    ['a Slack token', `xoxb-${'1234567890'}-abc`],
    ['a Google API key', `AIza${'a'.repeat(35)}`],
    ['credentials of an Authorization header', 'Bearer abcdefgh12345678ijkl'],
    ['credentials in a URL', 'postgres://app:hunter2@db:5432/x'],
    ['a value under a secret key', undefined],
  ])('finds %s and hides it', async (what, secret) => {
    const value = secret ?? 'hunter2';
    const line = secret === undefined ? withKeys({ password: value }) : withKeys({ body: value });
    const { problems } = await check(`${line}\n`);
    expect(problems.map(({ text }) => text)).toEqual([
      `The line contains ${what}; whoever reads the log can use it. Redact it.`,
    ]);
    expect(JSON.stringify(problems)).not.toContain(value);
    expect(problems[0]?.location?.source).toHaveLength(line.length);
  });

  it.each([
    ['a redacted password', { password: '[Redacted]' }],
    ['a starred token', { accessToken: '******' }],
    ['a URL without credentials', { url: 'http://user@host:80/a:b' }],
    ['a word that looks like a scheme', { body: 'basic understanding of things' }],
  ])('takes %s', async (_, keys) => {
    expect(await lines(`${withKeys(keys)}\n`)).toEqual([]);
  });

  it('says when the stream is empty or its last line not ended', async () => {
    expect(await lines('')).toEqual(['undefined:undefined log-syntax: The stream has no line.']);
    expect(await lines(goodLine)).toEqual([
      '1:undefined log-syntax: The last line does not end in a line feed, so it may be cut short.',
    ]);
  });

  it('reads invalid UTF-8 as a problem of its line', async () => {
    const bytes = Buffer.from(`${goodLine}\n${goodLine}\n`);
    bytes[goodLine.length + 1 + goodLine.indexOf('order')] = 0xff;
    const { problems } = await check([bytes]);
    expect(problems).toMatchObject([
      { policy: 'log-syntax', text: 'The line is not valid UTF-8.', location: { line: 2 } },
    ]);
  });

  it('holds one line of 100 MB in bounded memory and goes on behind it', async () => {
    async function* stream() {
      const chunk = Buffer.alloc(1 << 20, 120);
      for (let i = 0; i < 100; i++) yield chunk;
      yield Buffer.from(`\n${goodLine}\n{}\n`);
    }
    const before = process.memoryUsage.rss();
    const { problems, counts } = await check(stream());
    const grown = (process.memoryUsage.rss() - before) / (1 << 20);
    console.log(`100 MiB line: RSS grew by ${grown.toFixed(1)} MiB`);
    expect(problems[0]).toMatchObject({
      text: 'The line has 104857600 bytes; collectors cut lines at 65536.',
    });
    expect(counts.get('log-line')?.count).toBe(8);
    expect(grown).toBeLessThan(64);
  });

  it('counts what it does not keep', async () => {
    const { problems, counts } = await check('{}\n'.repeat(5000));
    expect(problems).toHaveLength(100);
    expect(counts.get('log-line')).toEqual({ severity: 'error', count: 40_000 });
  });
});
