import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.js';

/** What promtool says, and its exit code: 0 when it has read everything. */
export interface Verdict {
  readonly code: number | null;
  readonly text: string;
}

/** Has promtool read and lint a text page. */
export function checkTextPage(page: string): Promise<Verdict> {
  return runPromtool(['check', 'metrics'], page);
}

/** Has promtool's own parser of OpenMetrics read a page, as it does for a page whose samples have times. */
export async function readOpenMetricsPage(page: string): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-openmetrics-'));
  try {
    const file = join(folder, 'page.txt');
    writeFileSync(file, page.replace(sample, `$1 ${Math.floor(Date.now() / 1000)}$2\n`));
    const command = ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, join(folder, 'blocks')];
    return await runPromtool(command, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Name, labels and value of a sample, then its exemplar if it has one. */
const sample = /^([a-z_]\w*(?:\{(?:[^"}]|"(?:[^"\\]|\\[^])*")*\})? [^ \n#]+)( # [^\n]*)?\n/gm;

async function runPromtool(args: readonly string[], input: string): Promise<Verdict> {
  const promtool = spawn(findProgram('promtool') ?? 'promtool', args);
  let text = '';
  for (const stream of [promtool.stdout, promtool.stderr]) stream.on('data', (chunk) => (text += chunk));
  promtool.stdin.end(input);
  const [code] = (await once(promtool, 'close')) as [number | null];
  return { code, text };
}
