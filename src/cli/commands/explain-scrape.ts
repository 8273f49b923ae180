import { Command, Option } from 'commander';
import type { ScrapeProfile } from '../../catalog/service-config.js';
import { type ExitCode, type Io, usesColour } from '../io.js';
import { createPaint } from '../paint.js';

/** By which jobs manifests are read, and how that is told. */
export interface ExplainScrapeOptions {
  readonly profile?: ScrapeProfile;
  readonly prometheus?: string;
  readonly format: 'text' | 'json';
}

const examples = `
Examples:
  $ tricord explain-scrape deploy/*.yaml                        by the jobs of the prometheus-community chart
  $ tricord explain-scrape deploy/*.yaml --profile operator     by the monitors in the same files
  $ tricord explain-scrape deploy/*.yaml --prometheus prom.yml  by jobs of your own
  $ kustomize build . | tricord explain-scrape -

Exit code: 0 every pod is scraped once, 1 one is scraped by nobody or twice, 2 wrong usage or files.`;

/** Makes `tricord explain-scrape`: which jobs of Prometheus would scrape a pod, and why the others would not. */
export function createExplainScrapeCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('explain-scrape')
    .summary('tell which jobs of Prometheus would scrape a pod, with which labels, and why not')
    .description(
      'Tells of the pods in manifests which jobs of Prometheus would scrape them, how often and with which labels, and which step makes the others leave them out.',
    )
    .argument(
      '<manifests...>',
      'files with pods or what makes them, Services and monitors; - is standard input',
    )
    .addOption(
      new Option('--profile <profile>', 'whose jobs: those of a chart, or of the monitors in the files')
        .choices(['helm', 'helm-legacy', 'operator'])
        .conflicts('prometheus'),
    )
    .option('--prometheus <file>', 'a prometheus.yml whose jobs are taken instead')
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(async (manifests: string[], options: ExplainScrapeOptions) => {
      const { runExplainScrape } = await import('../run-explain-scrape.js');
      done(
        await runExplainScrape(manifests, options, { io, paint: createPaint(usesColour(io.stdout, io.env)) }),
      );
    });
}
