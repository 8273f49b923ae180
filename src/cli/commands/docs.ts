import { Command } from 'commander';
import { TricordError } from '../../errors.js';
import type { ExitCode, Io } from '../io.js';

/** Makes `tricord docs`: the telemetry of a service as Markdown, on standard output. */
export function createDocsCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('docs')
    .summary('print the telemetry of a service as Markdown')
    .description(
      'Prints what the service of tricord.config.* emits, as Markdown: metrics, labels, operations.',
    )
    .option('--config <file>', 'configuration of the service, instead of the nearest tricord.config.*')
    .action(async ({ config }: { config?: string }) => {
      const { loadConfig } = await import('../load-config.js');
      const { renderTelemetryDocs } = await import('../../generate/telemetry-docs.js');
      const loaded = await loadConfig(io.cwd, config);
      if (loaded === undefined) throw new TricordError('TRI_CONFIG_NOT_FOUND', { folder: io.cwd });
      io.stdout.write(renderTelemetryDocs(loaded.catalog));
      done(0);
    });
}
