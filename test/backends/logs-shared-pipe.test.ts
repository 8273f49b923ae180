import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLines } from '../logs/read-lines.js';

const root = join(import.meta.dirname, '../..');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-pipe-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a reader', () => {
  it.each([
    ['100 bytes', 10],
    ['3 KB', 2900],
    ['20 KB', 20_000],
  ])(
    'of one pipe that four workers share gets no torn line: lines of %s',
    async (_name, size) => {
      const script = join(folder, `cluster-${size}.mjs`);
      writeFileSync(
        script,
        `import cluster from 'node:cluster';
      import { createLogs } from ${JSON.stringify(join(root, 'dist/src/logs/index.js'))};
      if (cluster.isPrimary) {
        for (let n = 0; n < 4; n++) cluster.fork();
      } else {
        const logs = createLogs({ service: { name: 'orders', version: '1' }, frameworkVersion: '0', dialect: 'zap', caller: false,
          levels: { framework: 'info', business: 'info' }, development: false, traceIds: () => undefined, destination: { kind: 'stdout' } });
        for (let i = 0; i < 3334; i++) {
          logs.business.info('line', { i, worker: process.pid, pad: 'x'.repeat(${size}) });
          if (i % 20 === 0) await new Promise(setImmediate);
          while (logs.counts().bufferedBytes > 2_000_000) await new Promise((resolve) => setTimeout(resolve, 5));
        }
        await logs.close();
        process.disconnect();
      }`,
      );
      const out = join(folder, `cluster-${size}.out`);
      // A shell's pipe is a real one; Node's own would be a socket.
      const child = spawn('sh', ['-c', `"${process.execPath}" "${script}" | cat > "${out}"`], {
        stdio: 'inherit',
      });
      await new Promise((resolve) => child.once('close', resolve));
      const { lines, torn } = readLines(readFileSync(out, 'utf8'));
      console.log(`four workers, ${_name}: ${lines.length} of 13,336 lines, ${torn} torn`);
      expect([lines.length, torn]).toEqual([4 * 3334, 0]);
    },
    120_000,
  );
});
