import { spawn, type SpawnOptions } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** How a child process ended, and what it wrote. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const prelude = `
import { createJiti } from 'jiti';
const { createLogs } = await createJiti(${JSON.stringify(root)}).import(${JSON.stringify(join(root, 'src/logs/index.ts'))});
const open = (destination, options = {}) => createLogs({
  service: { name: 'orders', version: '1' }, frameworkVersion: '0', dialect: 'zap', caller: false,
  levels: { framework: 'info', business: 'info' }, development: false, traceIds: () => undefined, destination, ...options,
});
`;

/** Runs a script in a Node of its own, with `open(destination)` at hand. */
export async function runChild(
  script: string,
  options: SpawnOptions & { args?: readonly string[]; shell?: false; onSpawn?: (pid: number) => void } = {},
): Promise<ChildEnd> {
  const { args = [], onSpawn, ...spawnOptions } = options;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', prelude + script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...spawnOptions,
  });
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout?.on('data', (chunk: Buffer) => chunks.stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
  if (child.pid !== undefined) onSpawn?.(child.pid);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  return {
    code,
    signal,
    stdout: Buffer.concat(chunks.stdout).toString(),
    stderr: Buffer.concat(chunks.stderr).toString(),
  };
}
