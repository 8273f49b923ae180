import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

/** Resolves when something accepts connections on a port; fails when the process that should has ended. */
export async function waitForPort(port: number, server: ChildProcess, attempts = 300): Promise<void> {
  for (let attempt = 0; attempt < attempts && server.exitCode === null; attempt++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing came up on port ${port}.`);
}
