import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertLine } from './captured-logs.js';
import { runChild } from './run-child.js';

const burst = 20_000;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-exit-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Asserts that the lines are numbers 0, 1, 2 …, in order, each once. */
function assertSequence(text: string, count: number): void {
  const lines = text.split('\n').slice(0, -1);
  expect(lines).toHaveLength(count);
  for (const line of lines.slice(0, 20)) assertLine(`${line}\n`, 'zap');
  expect(lines.findIndex((line, i) => (JSON.parse(line) as { i: number }).i !== i)).toBe(-1);
}

const ends = {
  'the natural end': '',
  'process.exit at once': 'process.exit(0);',
  'process.exit later': 'setTimeout(() => process.exit(0), 30);',
  'process.exit in the next turn': 'setImmediate(() => process.exit(0));',
  'an uncaught exception': 'throw new Error("uncaught");',
  'an unhandled rejection': 'Promise.reject(new Error("unhandled"));',
  'a failed top-level await': 'await Promise.reject(new Error("unhandled"));',
};

describe('the end of the process', () => {
  it.each(
    Object.entries(ends).flatMap(([name, end]) =>
      (['file', 'pipe'] as const).map((sink) => [name, sink, end] as const),
    ),
  )(
    'keeps a burst of 20,000 lines: %s, to a %s',
    async (name, sink, end) => {
      const path = join(folder, `${name.replaceAll(/\W/g, '-')}.log`);
      const destination = sink === 'file' ? { kind: 'file', path } : { kind: 'stdout' };
      const { stdout, code } = await runChild(`
      const logs = open(${JSON.stringify(destination)});
      for (let i = 0; i < ${burst}; i++) logs.business.info('line', { i, pad: 'x'.repeat(100) });
      ${end}
    `);
      assertSequence(sink === 'file' ? readFileSync(path, 'utf8') : stdout, burst);
      expect(code).toBe(end === '' || end.includes('exit(0)') ? 0 : 1);
    },
    30_000,
  );

  it('keeps what is logged by exit handlers that run after ours', async () => {
    const { stdout } = await runChild(`
      const logs = open({ kind: 'stdout' });
      process.on('exit', () => { logs.business.info('last', { i: 1 }); });
      logs.business.info('first', { i: 0 });
    `);
    assertSequence(stdout, 2);
  });

  it('keeps every line of bursts that exceed the buffer while the event loop stands still', async () => {
    const path = join(folder, 'large.log');
    const lines = 60_000;
    const { stderr } = await runChild(`
      const logs = open({ kind: 'file', path: ${JSON.stringify(path)} });
      logs.business.info('line', { i: 0 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (let i = 1; i < ${lines}; i++) logs.business.info('line', { i, pad: 'x'.repeat(300) });
      await logs.close();
      const { produced, written, dropped } = logs.counts();
      process.stderr.write(JSON.stringify({ produced, written, dropped }));
    `);
    expect(JSON.parse(stderr)).toEqual({ produced: lines, written: lines, dropped: 0 });
    assertSequence(readFileSync(path, 'utf8'), lines);
  }, 30_000);

  it('is brought about by fatal, after its line has been written, with code 1', async () => {
    const { stdout, code } = await runChild(`
      const logs = open({ kind: 'stdout' });
      logs.business.info('before', { i: 0 });
      logs.business.fatal('gone', { i: 1 });
      logs.business.info('never', { i: 2 });
    `);
    assertSequence(stdout, 2);
    expect(code).toBe(1);
  });

  it('loses no error even when the process is killed at once', async () => {
    let kept = 0;
    for (const sink of ['file', 'pipe'] as const) {
      for (let run = 0; run < 5; run++) {
        const path = join(folder, `killed-${run}.log`);
        const destination = sink === 'file' ? { kind: 'file', path } : { kind: 'stdout' };
        const { stdout, signal } = await runChild(`
          const logs = open(${JSON.stringify(destination)});
          for (let i = 0; i < 500; i++) logs.business.info('line', { i });
          logs.business.error('the last words', new Error('x'));
          process.kill(process.pid, 'SIGKILL');
        `);
        expect(signal).toBe('SIGKILL');
        const text = sink === 'file' ? readFileSync(path, 'utf8') : stdout;
        expect(text).toContain('the last words');
        kept++;
      }
    }
    console.log(`${kept} of 10 killed processes kept their error line`);
  }, 60_000);
});
