import { Command, Option } from 'commander';
import type { TargetKind } from '../../check/index.js';
import type { LogDialect } from '../../conventions.js';
import { TricordError } from '../../errors.js';
import type { Severity } from '../../problem.js';
import { type ExitCode, type Io, usesColour } from '../io.js';
import { createPaint } from '../paint.js';
import type { ReportFormat } from '../reporters/render-report.js';

interface CheckOptions {
  readonly config?: string;
  readonly format: ReportFormat;
  readonly failOn: Severity;
  readonly dialect?: LogDialect;
  readonly kind?: TargetKind;
}

const examples = `
Examples:
  $ tricord check http://127.0.0.1:9003/metrics      a running service
  $ kubectl logs deploy/orders | tricord check -     its log
  $ tricord check observability/                     what was generated

A target is a URL or file of metrics (Prometheus text or OpenMetrics), a file of JSON log lines, a Prometheus rule
file, a Grafana dashboard, a folder of these, or - for standard input. What it is is told from its content.

Exit code: 0 no problem, 1 problems, 2 wrong usage or configuration.`;

/** Makes `tricord check`: telemetry and files in, problems out. */
export function createCheckCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('check')
    .summary('judge metrics pages, logs, rules and dashboards by the conventions')
    .description(
      'Judges what a process, a log, a rule file or a dashboard really contains by the conventions.',
    )
    .argument('[targets...]', 'URLs, files, folders, or - for standard input')
    .option('--config <file>', 'configuration of the service, instead of the nearest tricord.config.*')
    .addOption(
      new Option('--kind <kind>', 'what the targets are, instead of telling it from their content').choices([
        'metrics',
        'logs',
        'rules',
        'dashboard',
      ]),
    )
    .addOption(
      new Option(
        '--dialect <dialect>',
        'spelling of the log keys, instead of that of the configuration',
      ).choices(['zap', 'ego', 'ecs']),
    )
    .addOption(
      new Option('--format <format>', 'how the report is written')
        .choices(['text', 'json', 'github'])
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
        .choices(['error', 'warning', 'info'])
        .default('error'),
    )
    .addHelpText('after', examples)
    .action(async (targets: string[], options: CheckOptions) => done(await runCheck(targets, options, io)));
}

async function runCheck(targets: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  if (targets.length === 0) throw new TricordError('TRI_CLI_MISSING_TARGET', {});
  const { loadConfig } = await import('../load-config.js');
  const { createServiceCatalog } = await import('../../catalog/service-catalog.js');
  const { checkTargets } = await import('../check-targets.js');
  const { expandFolders } = await import('../expand-folders.js');
  const { createReport, hasFailed } = await import('../report.js');
  const { renderReport } = await import('../reporters/render-report.js');
  const loaded = await loadConfig(io.cwd, options.config);
  const catalog = loaded?.catalog ?? createServiceCatalog({ service: { name: 'service' } }, []);
  const files = await expandFolders(targets, io.cwd);
  const report = createReport(await checkTargets(files, { catalog, io, ...options }));
  io.stdout.write(renderReport(report, options.format, createPaint(usesColour(io.stdout, io.env))));
  return hasFailed(report, options.failOn) ? 1 : 0;
}
