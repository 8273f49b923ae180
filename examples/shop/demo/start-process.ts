import { fork, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A process of the demo: what it said when it was ready, and how to end it. */
export interface DemoProcess<Ready> {
  readonly ready: Ready;
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;

/** Starts a module as a process of its own, writes its output to a file and waits until it says it is ready. */
export async function startProcess<Ready>(
  module: URL,
  options: { env?: Record<string, string>; output: string },
): Promise<DemoProcess<Ready>> {
  const child = fork(module, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = createWriteStream(options.output);
  child.stdout?.pipe(output);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ready = await firstMessage<Ready>(child, () => errors);
  return { ready, stop: () => stopChild(child) };
}

function firstMessage<Ready>(child: ChildProcess, errors: () => string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it was not ready within 30 s')), startTimeoutMs);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve((message as { ready: Ready }).ready);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(firstError(errors()) ?? `a process ended with exit code ${code} before it was ready`));
    });
  });
}

/** The line that says most of the error, without the stack below it; that of some clients stands under `Caused by`. */
function firstError(text: string): string | undefined {
  return /^(?:\s*Caused by: )?(\w*Error: .+)$/m.exec(text)?.[1];
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
    if (child.connected) child.disconnect();
  });
}
