import { spawn, spawnSync } from 'node:child_process';

/** What the reference command made of a program. */
export interface ReferenceRun {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

const version = spawnSync('jsonnet', ['--version'], { encoding: 'utf8' });

/** Whether the `jsonnet` command is installed. */
export const hasReference = version.status === 0;

/** Whether its absence is a failure rather than a reason to skip. */
export const isReferenceRequired = process.env['TRICORD_REQUIRE_BACKENDS'] === '1';

/** The command's version line. */
export const referenceVersion = (version.stdout ?? '').trim();

/** Runs the `jsonnet` command on a program. */
export function runReference(program: string, given: readonly string[] = []): Promise<ReferenceRun> {
  return new Promise((resolve, reject) => {
    const child = spawn('jsonnet', [...given, '-'], { timeout: 20_000 });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output, errors }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(program);
  });
}
