import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../src/cli/main.js', import.meta.url));

/** What the command line tool printed, and how it ended. */
export interface ToolResult {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs the `tricord` command as a user would, in the environment of the services. */
export function runTricord(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('close', (code) => resolve({ exitCode: code ?? 2, output: output.trim() }));
  });
}
