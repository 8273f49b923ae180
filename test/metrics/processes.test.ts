import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../support/find-program.js';
import { checkTextPage } from '../support/promtool.js';
import { parseExposition, valueOf } from './support.js';

/** Runs a program of several processes and returns the figures it printed. */
async function runFixture<Figures>(name: string): Promise<Figures> {
  const file = join(import.meta.dirname, 'fixtures', name);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 50_000 });
  return JSON.parse(stdout) as Figures;
}

interface Timed {
  readonly ms: number;
  readonly load: number;
  readonly total: number;
  readonly missed: number;
}

interface CrashFigures {
  readonly expected: number;
  readonly total: number;
  readonly count: number;
  readonly pages: number;
  readonly pagesAfter: number;
  readonly resetsAfter: number;
  readonly load: number;
  readonly peak: number;
  readonly pids: readonly number[];
  readonly buildTwice: number;
  readonly blocked: { first: Timed; second: Timed; last: Timed; problems: string[] };
}

describe('workers of a cluster', () => {
  it('are on the page of the primary, whose totals keep what 20 killed ones counted', async () => {
    const figures = await runFixture<CrashFigures>('cluster-crash.mjs');
    const { expected, total, count, pagesAfter, resetsAfter, blocked } = figures;
    expect(total).toBe(expected);
    expect(count).toBe(60);
    expect(resetsAfter).toBe(0);
    expect(figures.load).toBeCloseTo(0.75);
    expect(figures.peak).toBe(Math.max(...figures.pids));
    expect(figures.buildTwice).toBe(1);
    expect(blocked.first.ms).toBeLessThan(1900);
    expect(blocked.first.load).toBeCloseTo(0.5);
    expect(blocked.first.total).toBe(expected);
    expect(blocked.second.ms).toBeLessThan(blocked.first.ms / 2);
    expect(blocked.second.missed).toBe(1);
    expect(blocked.last.load).toBeCloseTo(0.75);
    expect(blocked.problems).toEqual([
      expect.stringMatching(/^Metrics of cluster worker \d+ are not on the page: no answer in 1000 ms\.$/),
    ]);
    console.log(
      `cluster: 20 workers killed, total ${total} of ${expected}, ${resetsAfter} resets in ${pagesAfter} pages; ` +
        `a blocked worker cost ${blocked.first.ms} ms once, then ${blocked.second.ms} ms`,
    );
  }, 60_000);
});

interface ThreadFigures {
  readonly running: string;
  readonly openMetrics: string;
  readonly ended: string;
  readonly strangers: unknown[];
  readonly rss: number;
}

describe('worker threads', () => {
  it('are on the page of the main thread, and their own ports stay the application’s', async () => {
    const { running, openMetrics, ended, strangers, rss } = await runFixture<ThreadFigures>('threads.mjs');
    const samples = parseExposition(running).samples;
    const counted = (page: string) =>
      valueOf(parseExposition(page).samples, 'custom_work_total', { channel: 'a\n"b' });
    expect(counted(running)).toBe(321);
    expect(counted(openMetrics)).toBe(321);
    // 1,000 more were counted after the last page by a thread that shut down, so it told them itself.
    expect(counted(ended)).toBe(1321);
    expect(valueOf(samples, 'custom_foreign_bytes', { a: 'x"y' })).toBe(28);
    expect(valueOf(parseExposition(ended).samples, 'custom_foreign_bytes')).toBe(14);
    // Summed up over the threads it would be four times that.
    expect(valueOf(samples, 'process_resident_memory_bytes')).toBeLessThan(rss * 2);
    expect(samples.filter(({ name }) => name === 'ego_build_info').length).toBe(1);
    expect(openMetrics.endsWith('# EOF\n')).toBe(true);
    expect(strangers).toEqual([]);
    if (findProgram('promtool') !== undefined)
      expect(await checkTextPage(running)).toEqual({ code: 0, text: '' });
    console.log(`threads: 3 threads, 321 counted, 1321 after two of them ended`);
  }, 60_000);
});
