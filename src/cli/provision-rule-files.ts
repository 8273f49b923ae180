import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../generate/write-files.js';
import { reloadPrometheus } from '../provision/index.js';
import { type ExitCode, type Io, usesColour } from './io.js';
import { createPaint } from './paint.js';
import { renderComparison, renderWritten } from './render-generated.js';
import type { Target } from './run-provision.js';

/** Where rule files go, and what is done about them. */
export interface RuleFilesTask {
  readonly io: Io;
  readonly target: Target;
  /** Folder from which Prometheus reads its rule files. */
  readonly folder: string;
  readonly owner: string;
  readonly applies: boolean;
  readonly failsWhenStale: boolean;
}

/**
 * Writes the rule files of a service into the folder of a Prometheus and has it read them. When it refuses, the files
 * are as they were before, so that it also starts again. Rejects with `TRI_PROVISION_FAILED`.
 */
export async function provisionRuleFiles(
  ruleFiles: ReadonlyMap<string, string>,
  { io, target, folder, owner, applies, failsWhenStale }: RuleFilesTask,
): Promise<ExitCode> {
  const files = [...ruleFiles].map(([name, content]) => ({ path: `tricord-${owner}-${name}`, content }));
  const before = files.map(({ path }) => [join(folder, path), readIfThere(join(folder, path))] as const);
  if (!applies) {
    const reports = writeFiles(files, { root: folder, mode: 'compare' }).filter(
      ({ state }) => state !== 'extra',
    );
    const paint = createPaint(usesColour(io.stdout, io.env));
    io.stdout.write(renderComparison(reports, paint, 'add --apply to write them'));
    return failsWhenStale && reports.some(({ state }) => state !== 'current') ? 1 : 0;
  }
  const reports = writeFiles(files, { root: folder, mode: 'write' });
  io.stdout.write(renderWritten(reports, folder));
  if (reports.every(({ state }) => state === 'current')) return 0;
  try {
    await reloadPrometheus(target.api, target.token);
  } catch (error) {
    for (const [path, text] of before) {
      if (text === undefined) rmSync(path, { force: true });
      else writeFileSync(path, text);
    }
    throw error;
  }
  io.stdout.write(`${target.api.origin} has read them.\n`);
  return 0;
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
