import { Command, CommanderError } from 'commander';
import { TricordError } from '../errors.js';
import { readPackageVersion } from '../package-root.js';
import { createCheckCommand } from './commands/check.js';
import { createDoctorCommand } from './commands/doctor.js';
import { createDocsCommand } from './commands/docs.js';
import { createExplainCommand } from './commands/explain.js';
import { createExplainScrapeCommand } from './commands/explain-scrape.js';
import { createGenerateCommand } from './commands/generate.js';
import { createProvisionCommand } from './commands/provision.js';
import { type ExitCode, type Io, usesColour } from './io.js';
import { createPaint, withoutControls } from './paint.js';

/**
 * Runs the command line and returns its exit code. An error is one line on standard error; one that is no `TricordError`
 * is a fault of ours, whose stack is printed under NODE_DEBUG=tricord.
 */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const done = (result: ExitCode) => void (code = result);
  const program = new Command('tricord')
    .description('Observability conventions as code: check what services emit, generate what reads it.')
    .version(readPackageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this page')
    .helpCommand(false)
    .showSuggestionAfterError();
  const commands = [
    createCheckCommand,
    createGenerateCommand,
    createProvisionCommand,
    createDoctorCommand,
    createExplainCommand,
    createExplainScrapeCommand,
    createDocsCommand,
  ].map((create) => create(io, done));
  for (const command of commands) program.addCommand(command.helpOption('--help', 'print this page'));
  for (const command of [program, ...commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => usesColour(io.stdout, io.env),
      getErrHasColors: () => usesColour(io.stderr, io.env),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Help and the version are exits of commander too, with its code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const paint = createPaint(usesColour(io.stderr, io.env));
    io.stderr.write(`${paint('red', 'error')}: ${withoutControls(describe(error))}\n`);
    if (io.env['NODE_DEBUG']?.includes('tricord') === true)
      io.stderr.write(`${(error as Error).stack ?? ''}\n`);
    return 2;
  }
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof TricordError ? message : `tricord itself failed, please report it: ${message}`;
}
