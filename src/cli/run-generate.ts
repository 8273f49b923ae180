import { resolve } from 'node:path';
import type { BoardLanguage } from '../catalog/service-config.js';
import { ejectGrafonnet } from '../generate/eject-grafonnet.js';
import type { GeneratedFile } from '../generate/generated-file.js';
import { generateMixin } from '../generate/mixin.js';
import { type FileReport, writeFiles } from '../generate/write-files.js';
import { findConfigs, generateService, listSources, type ServiceReport } from './generate-services.js';
import type { ExitCode, Io } from './io.js';
import { type Paint, withoutControls } from './paint.js';
import { createProgress } from './progress.js';
import { renderComparison, renderWritten } from './render-generated.js';
import { watchFiles } from './watch-files.js';

/** One call of `tricord generate`, whatever it is asked to generate. */
export interface GenerateTask {
  readonly io: Io;
  readonly paint: Paint;
  readonly mode: 'write' | 'compare';
  /** Whether the exit code is 1 when something is not current. */
  readonly failsWhenStale: boolean;
  readonly output?: string;
  readonly lang?: BoardLanguage;
  readonly watch?: boolean;
  readonly jsonnetPath?: readonly string[];
}

/** Writes or compares what follows from the configurations of services; with `watch` until it is told to stop. */
export async function runGenerate(services: readonly string[], task: GenerateTask): Promise<ExitCode> {
  const configs = findConfigs(services, task.io.cwd);
  const reports = await generateEach(configs, task);
  if (task.watch === true) await keepCurrent(configs, task);
  return exitCode(
    reports.flatMap((service) => service.reports),
    task,
  );
}

/** Renders somebody's mixin. */
export async function runMixin(path: string, task: GenerateTask): Promise<ExitCode> {
  const { io, jsonnetPath = [], output = 'observability' } = task;
  const { files, library } = await generateMixin(resolve(io.cwd, path), {
    jsonnetPath: jsonnetPath.map((folder) => resolve(io.cwd, folder)),
  });
  const code = deliver(files, output, task);
  io.stdout.write(`grafonnet: ${library}\n`);
  return code;
}

/** Writes the built-in grafonnet for plain jsonnet. */
export function runEject(folder: string, task: GenerateTask): ExitCode {
  return deliver(ejectGrafonnet(), folder, task);
}

/** Writes or compares files of one folder, and says what became of them. */
export function deliver(
  files: readonly GeneratedFile[],
  output: string,
  { sweep = false, ...task }: GenerateTask & { readonly sweep?: boolean },
): ExitCode {
  const { io, mode } = task;
  const reports = writeFiles(files, { root: resolve(io.cwd, output), mode, sweep });
  io.stdout.write(render(reports, output, task));
  return exitCode(reports, task);
}

async function generateEach(configs: readonly string[], task: GenerateTask): Promise<ServiceReport[]> {
  const { io } = task;
  const progress = createProgress(io, configs.length);
  const done: ServiceReport[] = [];
  for (const config of configs) {
    const report = await generateService(config, task, io);
    progress.step(report.service);
    done.push(report);
  }
  progress.end();
  for (const { reports, folder } of done) io.stdout.write(render(reports, folder, task));
  const libraries = new Set(done.map(({ grafonnet }) => grafonnet));
  io.stdout.write(`grafonnet: ${[...libraries].join(', ')}\n`);
  return done;
}

function render(reports: readonly FileReport[], folder: string, task: GenerateTask): string {
  if (task.mode === 'write') return renderWritten(reports, folder);
  const advice = task.failsWhenStale ? 'run `tricord generate`' : '`tricord generate` would write them';
  return renderComparison(reports, task.paint, advice);
}

function exitCode(reports: readonly FileReport[], { failsWhenStale }: GenerateTask): ExitCode {
  return failsWhenStale && reports.some(({ state }) => state !== 'current') ? 1 : 0;
}

/** Generates again after each change, until the process is told to stop; what is broken meanwhile is said and waited out. */
async function keepCurrent(configs: readonly string[], task: GenerateTask): Promise<void> {
  const { io } = task;
  const sources = await Promise.all(configs.map((config) => listSources(config, io.cwd)));
  let running = Promise.resolve();
  const again = () => {
    running = running
      .then(() => generateEach(configs, task))
      .then(
        () => {},
        (error: unknown) => {
          const text = error instanceof Error ? error.message : String(error);
          io.stderr.write(`${task.paint('red', 'error')}: ${withoutControls(text)}\n`);
        },
      );
  };
  const watched = watchFiles(sources.flat(), again);
  io.stdout.write('Waiting for changes.\n');
  await io.untilStopped?.();
  watched.close();
  await running;
}
