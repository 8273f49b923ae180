import { runCli } from '../../src/cli/run-cli.js';
import type { ExitCode } from '../../src/cli/io.js';

/** What a run printed, and how it ended. */
export interface RunResult {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Surroundings of a run; outputs are no terminals unless it says so. */
export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
}

/** Runs the command line in this process. */
export async function runInProcess(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { cwd = import.meta.dirname, stdin = '', env = {}, isTTY = false } = options;
  const printed = { stdout: '', stderr: '' };
  const exitCode = await runCli(args, {
    stdin: (async function* () {
      yield typeof stdin === 'string' ? Buffer.from(stdin) : stdin;
    })(),
    stdout: { isTTY, write: (text) => (printed.stdout += text) },
    stderr: { isTTY, write: (text) => (printed.stderr += text) },
    cwd,
    env,
    today: new Date('2027-01-15T12:00:00Z'),
  });
  return { exitCode, ...printed };
}
