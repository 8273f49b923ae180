import { readFile, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { createServiceCatalog, type ServiceCatalog } from '../catalog/service-catalog.js';
import {
  type CheckResult,
  checkWaivers,
  createBaselineRecorder,
  createTreatment,
  parseBaseline,
  type TargetKind,
  type Treat,
} from '../check/index.js';
import type { LogDialect } from '../conventions.js';
import { TricordError } from '../errors.js';
import type { Severity } from '../problem.js';
import { assertKnownRules } from './assert-known-rules.js';
import { checkTargets } from './check-targets.js';
import { expandFolders } from './expand-folders.js';
import { type ExitCode, type Io, usesColour } from './io.js';
import { loadConfig } from './load-config.js';
import { createPaint } from './paint.js';
import { createReport, hasFailed } from './report.js';
import { renderReport, type ReportFormat } from './reporters/render-report.js';

/** What `tricord check` was asked for. */
export interface CheckOptions {
  readonly config?: string;
  readonly kind?: TargetKind;
  readonly dialect?: LogDialect;
  readonly foreign?: readonly string[];
  readonly sample?: number;
  readonly failOn: Severity;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly format: ReportFormat;
  readonly show: number;
  readonly top?: number;
}

/** Runs `tricord check`; throws `TRI_…` errors for wrong usage. */
export async function runCheck(targets: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  if (targets.length === 0) throw new TricordError('TRI_CLI_MISSING_TARGET', {});
  const { today = new Date() } = io;
  const { baseline, updateBaseline = false, foreign = [], failOn, format, show } = options;
  if (updateBaseline && baseline === undefined) throw new TricordError('TRI_CLI_MISSING_BASELINE', {});
  const loaded = await loadConfig(io.cwd, options.config);
  const service = loaded?.catalog ?? createServiceCatalog({ service: { name: 'service' } }, []);
  const path = loaded === undefined ? '' : relative(io.cwd, loaded.path);
  assertKnownRules(service.config, path);
  const recorder = updateBaseline ? createBaselineRecorder() : undefined;
  const treat = createTreatment({
    ...service.config.check,
    today,
    ...(baseline === undefined ? {} : { baseline: recorder ?? (await readBaseline(baseline, io)) }),
  });
  const files = await expandFolders(targets, io.cwd);
  const results = await checkTargets(files, {
    ...options,
    catalog: withForeign(service, foreign),
    io,
    treat,
  });
  const report = createReport([...checkConfig(service, path, { today, treat }), ...results]);
  const paint = createPaint(usesColour(io.stdout, io.env));
  io.stdout.write(renderReport(report, format, { paint, shown: show }));
  if (recorder !== undefined && baseline !== undefined) {
    await writeFile(resolve(io.cwd, baseline), recorder.render());
    io.stderr.write(`wrote ${baseline}\n`);
  }
  return hasFailed(report, failOn) ? 1 : 0;
}

/** The waivers of a configuration are worth a line only when one of them is a problem. */
function checkConfig(
  { config }: ServiceCatalog,
  file: string,
  { today, treat }: { readonly today: Date; readonly treat: Treat },
): CheckResult[] {
  const result = checkWaivers(config, { file, today, treat });
  return result.counts.size > 0 ? [result] : [];
}

function withForeign(catalog: ServiceCatalog, foreign: readonly string[]): ServiceCatalog {
  const { conventions } = catalog;
  if (foreign.length === 0) return catalog;
  return {
    ...catalog,
    conventions: { ...conventions, foreignPrefixes: [...conventions.foreignPrefixes, ...foreign] },
  };
}

async function readBaseline(path: string, io: Io) {
  const text = await readFile(resolve(io.cwd, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new TricordError('TRI_CHECK_INVALID_BASELINE', { path, reason }, { cause: error });
  });
  return parseBaseline(text, path);
}
