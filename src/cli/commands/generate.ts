import { Command, Option } from 'commander';
import type { BoardLanguage } from '../../catalog/service-config.js';
import { type ExitCode, type Io, usesColour } from '../io.js';
import { createPaint } from '../paint.js';

interface GenerateOptions {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly watch?: boolean;
  readonly config?: string;
  readonly output?: string;
  readonly lang?: BoardLanguage;
  readonly mixin?: string;
  readonly jsonnetPath?: readonly string[];
  readonly ejectGrafonnet?: string;
  readonly grafanaProvisioning?: string;
  readonly compose?: string;
}

const examples = `
The smallest tricord.config.ts:
  import { defineConfig } from 'tricord';
  export default defineConfig({ service: { name: 'orders' }, metrics: ['./src/metrics.ts'] });

Examples:
  $ tricord generate                               writes what the catalog and tricord.config.* say
  $ tricord generate services/*                    the same for many services
  $ tricord generate --check                       in CI: exit code 1 and a diff when a file is stale
  $ tricord generate --watch                       again after each change
  $ tricord generate services/* --compose stack    Prometheus, Grafana and the rest, for Docker on this machine
  $ tricord generate services/* --grafana-provisioning provisioning
  $ tricord generate --mixin node-mixin/mixin.libsonnet --output out
  $ tricord generate --eject-grafonnet vendor      for plain jsonnet: jsonnet -J vendor

Exit code: 0 current or written, 1 stale, 2 wrong usage or configuration.`;

/** Makes `tricord generate`: catalog in; dashboards, rules, manifests and schemas out. */
export function createGenerateCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('generate')
    .summary('write dashboards, rules, manifests and schemas, or check that they are current')
    .description(
      "Writes the dashboards, rules, manifests and schemas that follow from a service's tricord.config.*.",
    )
    .argument(
      '[services...]',
      'configurations or folders of services, instead of the nearest tricord.config.*',
    )
    .option('--check', 'compare instead of writing; exit code 1 when something is not current')
    .option('--diff', 'show what would be written, and write nothing')
    .addOption(
      new Option('--watch', 'write again whenever the configuration or what it names changes').conflicts([
        'check',
        'diff',
        'grafanaProvisioning',
        'compose',
      ]),
    )
    .option('--config <file>', 'configuration of the service, instead of the nearest tricord.config.*')
    .option('--output <folder>', 'folder to write to, instead of that of the configuration')
    .addOption(new Option('--lang <language>', 'language of the titles on the boards').choices(['en', 'zh']))
    .addOption(
      new Option(
        '--grafana-provisioning <folder>',
        "write Grafana's provisioning folder for all services named instead: data sources, folders, boards",
      ).conflicts('output'),
    )
    .addOption(
      new Option(
        '--compose <folder>',
        'write a stack of containers that watches all services named on this machine instead',
      ).conflicts('output'),
    )
    .option('--mixin <file>', 'render the monitoring mixin in a jsonnet file instead, jailed and bounded')
    .option('--jsonnet-path <folders...>', 'with --mixin: folders in which imports are looked for')
    .option('--eject-grafonnet <folder>', 'write the built-in grafonnet there, for plain jsonnet')
    .addHelpText('after', examples)
    .action(async (services: string[], options: GenerateOptions) => done(await run(services, options, io)));
}

async function run(services: readonly string[], options: GenerateOptions, io: Io): Promise<ExitCode> {
  const { runGenerate, runMixin, runEject } = await import('../run-generate.js');
  const { check, diff, config, ejectGrafonnet, mixin, grafanaProvisioning, compose, ...others } = options;
  const task = {
    ...others,
    io,
    paint: createPaint(usesColour(io.stdout, io.env)),
    mode: check === true || diff === true ? ('compare' as const) : ('write' as const),
    failsWhenStale: check === true,
  };
  if (ejectGrafonnet !== undefined) return runEject(ejectGrafonnet, task);
  if (mixin !== undefined) return runMixin(mixin, task);
  const targets = config === undefined ? services : [config, ...services];
  if (grafanaProvisioning === undefined && compose === undefined) return runGenerate(targets, task);
  const { runStack } = await import('../run-stack.js');
  return runStack(targets, { grafanaProvisioning, compose }, task);
}
