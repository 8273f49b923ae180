import { Command, InvalidArgumentError, Option } from 'commander';
import type { ExitCode, Io } from '../io.js';
import type { CheckOptions } from '../run-check.js';

const examples = `
Examples:
  $ tricord check http://127.0.0.1:9003/metrics --top 5    a running service, and its largest metrics
  $ kubectl logs deploy/orders | tricord check -           its log
  $ tricord check observability/ deploy/                   what was generated, and the manifests
  $ tricord check --format sarif deploy/ > tricord.sarif   for code scanning

A target is a URL or file of metrics (Prometheus text or OpenMetrics), a file of JSON log lines, a Prometheus rule
file, a Grafana dashboard, a Kubernetes manifest, a folder of these, or - for standard input. What it is is told from
its content. Severities and waivers stand in tricord.config.*; \`tricord explain <rule>\` says more of a rule.

Exit code: 0 no problem, 1 problems, 2 wrong usage or configuration.`;

/** Makes `tricord check`: telemetry and files in, problems out. */
export function createCheckCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('check')
    .summary('judge metrics pages, logs, rules, dashboards and manifests by the conventions')
    .description('Judges what a process emits, and the files that read it, by the conventions.')
    .argument('[targets...]', 'URLs, files, folders, or - for standard input');
  for (const option of createOptions()) command.addOption(option);
  return command.addHelpText('after', examples).action(async (targets: string[], options: CheckOptions) => {
    const { runCheck } = await import('../run-check.js');
    done(await runCheck(targets, options, io));
  });
}

function createOptions(): Option[] {
  return [
    new Option('--config <file>', 'configuration, instead of the nearest tricord.config.*'),
    new Option('--kind <kind>', 'what the targets are, instead of telling it from their content').choices([
      ...['metrics', 'logs', 'rules', 'dashboard', 'manifest'],
    ]),
    new Option('--dialect <dialect>', 'spelling of the log keys').choices(['zap', 'ego', 'ecs']),
    new Option(
      '--foreign <prefixes>',
      'metrics of others, e.g. node_,go_: only their form is judged',
    ).argParser((text) => text.split(',').filter((prefix) => prefix !== '')),
    new Option('--sample <n>', 'judge one log line of every n').argParser(parseCount),
    new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
      .choices(['error', 'warning', 'info'])
      .default('error'),
    new Option('--baseline <file>', 'let the problems pass that this file lists'),
    new Option('--update-baseline', 'write the problems there are to the file of --baseline'),
    new Option('--format <format>', 'how the report is written')
      .choices(['text', 'json', 'github', 'sarif'])
      .default('text'),
    new Option('--show <n>', 'problems of a rule that the text shows of each file')
      .argParser(parseCount)
      .default(10),
    new Option('--top <n>', 'tell the n metrics with the most series').argParser(parseCount),
  ];
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
