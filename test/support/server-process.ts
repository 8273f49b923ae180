import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A server in processes of its own, which a test may stop, kill and start again. */
export interface ServerProcess {
  /** Sends a signal to the process and to everything it started. */
  signal(signal: NodeJS.Signals): void;
  /** Kills what is left of it and starts it again. */
  restart(): Promise<void>;
  /** Ends it with a signal and resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a server and waits until it is of use. */
export async function runServer(
  start: () => ChildProcess,
  waitUntilReady: (server: ChildProcess) => Promise<void>,
): Promise<ServerProcess> {
  let server = start();
  const signal = (name: NodeJS.Signals): void => {
    for (const pid of listTree(server.pid as number)) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended in between.
      }
    }
  };
  const end = async (name: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = new Promise((resolve) => server.once('exit', resolve));
    if (name === 'SIGKILL') signal(name);
    else server.kill(name);
    await exited;
  };
  await waitUntilReady(server);
  return {
    signal,
    end,
    async restart() {
      await end('SIGKILL');
      server = start();
      await waitUntilReady(server);
    },
  };
}

/** A process and its descendants, which may have process groups of their own, as those of PostgreSQL have. */
function listTree(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return [pid, ...(children === '' ? [] : children.split(' ')).flatMap((child) => listTree(Number(child)))];
  } catch {
    return [pid];
  }
}
