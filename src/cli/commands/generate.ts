import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { ServiceConfig } from '../../catalog/service-config.js';
import { TricordError } from '../../errors.js';
import type { FileReport } from '../../generate/write-files.js';
import { type ExitCode, type Io, usesColour } from '../io.js';
import { createPaint, type Paint } from '../paint.js';

interface GenerateOptions {
  readonly check?: boolean;
  readonly config?: string;
  readonly output?: string;
}

const examples = `
The smallest tricord.config.ts:
  import { defineConfig } from 'tricord';
  export default defineConfig({ service: { name: 'orders' }, metrics: ['./src/metrics.ts'] });

Examples:
  $ tricord generate                 writes what the catalog and tricord.config.* say
  $ tricord generate --check         in CI: exit code 1 and a diff when a file is stale

Exit code: 0 current or written, 1 stale, 2 wrong usage or configuration.`;

/** Makes `tricord generate`: catalog in; dashboards, rules, manifests and schemas out. */
export function createGenerateCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('generate')
    .summary('write dashboards, rules, manifests and schemas, or check that they are current')
    .description(
      "Writes the dashboards, rules, manifests and schemas that follow from a service's tricord.config.*.",
    )
    .option('--check', 'compare instead of writing')
    .option('--config <file>', 'configuration of the service, instead of the nearest tricord.config.*')
    .option('--output <folder>', 'folder to write to, instead of that of the configuration')
    .addHelpText('after', examples)
    .action(async (options: GenerateOptions) => done(await runGenerate(options, io)));
}

async function runGenerate(options: GenerateOptions, io: Io): Promise<ExitCode> {
  const { loadConfig } = await import('../load-config.js');
  const loaded = await loadConfig(io.cwd, options.config);
  if (loaded === undefined) throw new TricordError('TRI_CONFIG_NOT_FOUND', { folder: io.cwd });
  const { generateAll } = await import('../../generate/generate-all.js');
  const { writeFiles } = await import('../../generate/write-files.js');
  const { catalog, folder } = loaded;
  const root =
    options.output === undefined
      ? resolve(folder, catalog.config.generate?.output ?? 'observability')
      : resolve(io.cwd, options.output);
  const isCheck = options.check === true;
  const reports = writeFiles(generateAll(catalog, sourcesOf(catalog.config, folder)).files, {
    root,
    mode: isCheck ? 'compare' : 'write',
  });
  const paint = createPaint(usesColour(io.stdout, io.env));
  io.stdout.write(
    isCheck ? renderComparison(reports, paint) : renderWritten(reports, relative(io.cwd, root) || '.'),
  );
  return isCheck && reports.some(({ state }) => state !== 'current') ? 1 : 0;
}

/** Paths of the configuration are relative to its folder. */
function sourcesOf({ generate = {} }: ServiceConfig, folder: string) {
  const { extend, jsonnetPath = [] } = generate;
  return {
    jsonnetPath: jsonnetPath.map((path) => resolve(folder, path)),
    ...(extend === undefined ? {} : { extend: resolve(folder, extend) }),
  };
}

function renderWritten(reports: readonly FileReport[], folder: string): string {
  const written = reports.filter(({ state }) => state === 'written');
  const lines = written.map(({ path }) => `wrote ${path}\n`);
  return `${lines.join('')}${written.length} files written to ${folder}, ${reports.length - written.length} were current.\n`;
}

function renderComparison(reports: readonly FileReport[], paint: Paint): string {
  const stale = reports.filter(({ state }) => state !== 'current');
  if (stale.length === 0) return `${paint('green', `All ${reports.length} generated files are current.`)}\n`;
  const blocks = stale.map(
    ({ path, state, diff = '' }) => `${paint('bold', `${path}: ${state}`)}\n${renderDiff(diff, paint)}`,
  );
  const summary = `${stale.length} of ${reports.length} generated files are not current; run \`tricord generate\`.`;
  return `${blocks.join('')}${paint('red', summary)}\n`;
}

function renderDiff(diff: string, paint: Paint): string {
  return diff.replace(/^.*$/gm, (line) => {
    if (/^(?:\+\+\+|---)/.test(line)) return paint('bold', line);
    if (line.startsWith('+')) return paint('green', line);
    if (line.startsWith('-')) return paint('red', line);
    return line.startsWith('@@') ? paint('cyan', line) : line;
  });
}
