import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** How a child process ended, and what it wrote. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a child comes by the logs: by their sources, or quicker by what was built of them. */
const imports = {
  sources: `import { createJiti } from 'jiti';
const { createLogs } = await createJiti(${JSON.stringify(root)}).import(${JSON.stringify(join(root, 'src/logs/index.ts'))});`,
  built: `import { createLogs } from ${JSON.stringify(join(root, 'dist/src/logs/index.js'))};`,
};

const prelude = `
import { writeSync, closeSync, rmSync, readFileSync } from 'node:fs';
const open = (destination, options = {}) => createLogs({
  service: { name: 'orders', version: '1' }, frameworkVersion: '0', dialect: 'zap', caller: false,
  levels: { framework: 'info', business: 'info' }, development: false, traceIds: () => undefined, destination, ...options,
});
const tell = (logs, more = {}) => {
  const { produced, written, dropped, buffered } = logs.counts();
  writeSync(2, '\\n' + JSON.stringify({ produced, written, dropped, buffered, ...more }) + '\\n');
};
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
`;

/** Returns what `tell(logs)` said on standard error, and how often a loss was told of. */
export function readTold({ stderr }: ChildEnd): Record<string, number> & { notices: number } {
  const told = stderr.split('\n').findLast((line) => line.startsWith('{'));
  if (told === undefined) throw new Error(`the child told nothing: ${stderr}`);
  const notices = stderr.split('\n').filter((line) => line.startsWith('tricord: log destination')).length;
  return { ...(JSON.parse(told) as Record<string, number>), notices };
}

/** Runs a script in a Node of its own, with `open(destination)` at hand; `reader` is a shell command behind a pipe. */
export async function runChild(
  script: string,
  options: { reader?: string; onSpawn?: (child: ChildProcess) => void; isBuilt?: boolean } = {},
): Promise<ChildEnd> {
  const { reader, onSpawn, isBuilt = false } = options;
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const env = {
    ...process.env,
    NODE: process.execPath,
    SCRIPT: (isBuilt ? imports.built : imports.sources) + prelude + script,
  };
  const piped = `"$NODE" --input-type=module --eval "$SCRIPT" | ${reader}`;
  const child =
    reader === undefined
      ? spawn(process.execPath, ['--input-type=module', '--eval', env.SCRIPT], {
          cwd: root,
          stdio: [...stdio],
        })
      : spawn('sh', ['-c', piped], { cwd: root, stdio: [...stdio], env });
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout?.on('data', (chunk: Buffer) => chunks.stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
  onSpawn?.(child);
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
