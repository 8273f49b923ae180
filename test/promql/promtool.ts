import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../support/find-program.js';

/** Returns those of some expressions that the real promtool refuses, each as a rule of one file. */
export function findRefusedQueries(texts: readonly string[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'queries-'));
  try {
    const file = join(folder, 'rules.json');
    writeFileSync(
      file,
      JSON.stringify({ groups: [{ name: 'g', rules: texts.map((expr, i) => ({ record: `r${i}`, expr })) }] }),
    );
    const { stdout, stderr } = spawnSync(
      findProgram('promtool') ?? 'promtool',
      ['check', 'rules', '--lint=none', file],
      {
        maxBuffer: 1 << 28,
      },
    );
    const said = `${stdout.toString()}${stderr.toString()}`;
    if (!/SUCCESS|rule \d+/.test(said)) throw new Error(`promtool said: ${said.slice(0, 500)}`);
    return new Set([...said.matchAll(/rule \d+, "r(\d+)": /g)].map(([, i]) => texts[Number(i)] ?? ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
