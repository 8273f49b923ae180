import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { TricordError } from '../../errors.js';
import type { ExitCode, Io } from '../io.js';

const examples = `
Examples:
  $ tricord explain                  lists the rules
  $ tricord explain metric-unit      why the rule exists, with wrong and right samples`;

/** Makes `tricord explain`: prints the page of a rule. */
export function createExplainCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('explain')
    .summary('print the page of a rule')
    .description('Prints why a rule exists, what breaks it and what follows it, or lists the rules.')
    .argument('[rule]', 'name of the rule, as reports print it')
    .addHelpText('after', examples)
    .action(async (rule: string | undefined) => done(await runExplain(rule, io)));
}

async function runExplain(rule: string | undefined, io: Io): Promise<ExitCode> {
  const { findPackageRoot } = await import('../../package-root.js');
  const folder = join(findPackageRoot(), 'docs/rules');
  const known = (await readdir(folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
    .sort();
  if (rule === undefined) {
    io.stdout.write(`${known.join('\n')}\n`);
  } else if (known.includes(rule)) {
    io.stdout.write(await readFile(join(folder, `${rule}.md`), 'utf8'));
  } else {
    const { nearestName } = await import('../../policies/nearest-name.js');
    const near = nearestName(rule, known);
    const hint = near === undefined ? '`tricord explain` lists them.' : `Did you mean \`${near}\`?`;
    throw new TricordError('TRI_CLI_UNKNOWN_RULE', { rule, hint });
  }
  return 0;
}
