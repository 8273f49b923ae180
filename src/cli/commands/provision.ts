import { Command, Option } from 'commander';
import { TricordError } from '../../errors.js';
import type { ExitCode, Io } from '../io.js';
import type { ProvisionOptions } from '../run-provision.js';

const examples = `
Examples:
  $ tricord provision --grafana https://grafana.example                 shows what would change; writes nothing
  $ tricord provision --grafana https://grafana.example --apply --prune
  $ tricord provision --ruler https://mimir.example/prometheus/config/v1/rules --tenant shop --apply
  $ tricord provision --prometheus http://127.0.0.1:9090 --rules-dir /etc/prometheus/rules --apply

What others made or changed in Grafana is never overwritten: it is listed as a conflict, with the difference.
Tokens come from GRAFANA_TOKEN, RULER_TOKEN and PROMETHEUS_TOKEN, from --token-file or from --token-stdin. A Grafana
service account that may edit one folder is enough.

Exit code: 0 all done or nothing to do, 1 conflicts or failures (with --check: anything to do), 2 wrong usage.`;

/** Makes `tricord provision`: brings generated boards and rules to where they are read. */
export function createProvisionCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('provision')
    .summary('bring boards and rules to Grafana, a ruler or Prometheus')
    .description(
      'Compares what `tricord generate` wrote with Grafana, a ruler or Prometheus, and brings it there.',
    )
    .argument(
      '[folder]',
      "what `tricord generate` wrote, instead of the folder of the service's configuration",
    )
    .option('--grafana <url>', 'Grafana to bring the dashboards to')
    .option('--folder <title>', 'title of the folder for new dashboards (default: the name of the service)')
    .option('--folder-uid <uid>', 'uid of that folder (default: tricord-<service>)')
    .option('--ruler <url>', 'configuration API of a ruler of Mimir, Cortex or what speaks their API')
    .option('--tenant <id>', 'tenant of the ruler, sent as X-Scope-OrgID')
    .addOption(new Option('--prometheus <url>', 'Prometheus to reload after writing rule files'))
    .option('--rules-dir <folder>', 'with --prometheus: where its rule files lie')
    .option('--apply', 'make the changes instead of showing them')
    .option('--check', 'exit code 1 when there is anything to do')
    .option('--prune', 'delete what is ours and no longer wanted')
    .option('--force', 'replace also what others made or changed; needs --backup')
    .option('--backup <folder>', 'write dashboards there before they are replaced or deleted')
    .option('--token-file <file>', 'file with the token')
    .option('--token-stdin', 'read the token from standard input')
    .option('--ca <file>', 'certificates (PEM) to trust instead of the usual ones')
    .option('--allow-http', 'let a token travel to another machine unencrypted')
    .option('--config <file>', 'configuration of the service, instead of the nearest tricord.config.*')
    .addOption(new Option('--token <token>').hideHelp())
    .addHelpText('after', examples)
    .action(
      async (folder: string | undefined, { token, ...options }: ProvisionOptions & { token?: string }) => {
        // Other users of the machine see command lines, and shells keep them.
        if (token !== undefined) throw new TricordError('TRI_PROVISION_TOKEN_ON_COMMAND_LINE', {});
        const { runProvision } = await import('../run-provision.js');
        done(await runProvision(folder, options, io));
      },
    );
}
