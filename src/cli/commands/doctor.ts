import { Command } from 'commander';
import { TricordError } from '../../errors.js';
import { type ExitCode, type Io, usesColour } from '../io.js';
import { createPaint } from '../paint.js';

interface DoctorOptions {
  readonly governor?: readonly string[];
  readonly request?: string;
  readonly config?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ tricord doctor                                              the service of this folder, running or not
  $ tricord doctor --request http://127.0.0.1:8080/orders       follows a request through it
  $ tricord doctor --request http://127.0.0.1:8080/orders \\
      --governor http://127.0.0.1:9003 http://127.0.0.1:9004    and through a service it calls

Looks at Node, how modules and telemetry are loaded, second installations, the governor and its port, the metrics page,
the collector, the way of a trace, and the generated files.

Exit code: 0 nothing failed, 1 something failed, 2 wrong usage.`;

/** Makes `tricord doctor`: finds what keeps telemetry from working, and says how to mend it. */
export function createDoctorCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('doctor')
    .summary('find what keeps telemetry from working, and how to mend it')
    .description(
      'Looks at everything telemetry needs, and says of each thing whether it is well and how to mend it.',
    )
    .option(
      '--governor <urls...>',
      'governors: of the service, then of those it calls (default: port 9003 here)',
    )
    .option('--request <url>', 'a request to send and to follow')
    .option('--config <file>', 'configuration of the service, instead of the nearest tricord.config.*')
    .option('--json', 'write the findings as JSON')
    .addHelpText('after', examples)
    .action(async (options: DoctorOptions) => done(await runDoctor(options, io)));
}

async function runDoctor({ governor, request, config, json }: DoctorOptions, io: Io): Promise<ExitCode> {
  const { examineNode } = await import('../doctor/examine-node.js');
  const { examineInstalls } = await import('../doctor/examine-installs.js');
  const { examineGovernor } = await import('../doctor/examine-governor.js');
  const { examineCollector } = await import('../doctor/examine-collector.js');
  const { examinePropagation } = await import('../doctor/examine-propagation.js');
  const { examineGenerated } = await import('../doctor/examine-generated.js');
  const { renderDiagnoses, renderDiagnosesJson } = await import('../doctor/render-diagnoses.js');
  const port = io.env['TRICORD_GOVERNOR_PORT'] ?? '9003';
  const governors = (governor ?? [`http://127.0.0.1:${port}`]).map(checkedUrl);
  const patient = { io, governors, config, request: request === undefined ? undefined : checkedUrl(request) };
  const examinations = [examineNode, examineInstalls, examineGovernor, examineCollector, examinePropagation];
  const found = [];
  for (const examine of [...examinations, examineGenerated]) found.push(...(await examine(patient)));
  const paint = createPaint(usesColour(io.stdout, io.env));
  io.stdout.write(json === true ? renderDiagnosesJson(found) : renderDiagnoses(found, paint));
  return found.some(({ status }) => status === 'fail') ? 1 : 0;
}

function checkedUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/$/, '');
  throw new TricordError('TRI_CLI_INVALID_URL', { url: text });
}
