import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, bearer, token, writeToken } from '../../governor/start-governor.js';

/** The token as it stands in the file, and as it would stand in what encodes it. */
const shapes = [token, Buffer.from(token).toString('base64').slice(0, -4), encodeURIComponent(token)];

function countIn(text: string | Buffer): number {
  return shapes.reduce(
    (total, shape) => total + text.toString('latin1' as 'utf8').split(shape).length - 1,
    0,
  );
}

describe('the token', () => {
  it('is in nothing that a process leaves behind: output, logs, /proc, diagnostic report', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tricord-leaks-'));
    const tokenFile = writeToken();
    const settings = {
      governor: { tokenFile, heapProfile: true },
      logs: {
        destination: 'file',
        file: join(folder, 'service.log'),
        level: 'debug',
        frameworkLevel: 'debug',
      },
    };
    const flags = ['--report-on-signal', '--report-directory', folder, '--report-uncaught-exception'];
    const child = spawn(process.execPath, [...flags, join(import.meta.dirname, 'service.mjs')], {
      cwd: folder,
      env: { PATH: process.env['PATH'], SERVICE_OPTIONS: JSON.stringify({ settings }) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => output.push(chunk));
    const [{ ready }] = (await once(child, 'message')) as [{ ready: { governor: string } }];
    const port = Number(new URL(ready.governor).port);
    let replies = 0;
    let found = 0;
    const routes = JSON.parse((await ask(port, '/')).body) as string[];
    for (const path of routes) {
      for (const method of ['GET', 'PUT', 'POST', 'DELETE']) {
        for (const given of [bearer(), bearer(`${token}x`), { authorization: token }]) {
          const body = method === 'GET' ? {} : { body: `{"level":"${token}","name":"${token}"}` };
          const headers = { ...given, 'content-type': 'application/json' };
          const reply = await ask(port, `${path}?seconds=0.01&token=${token}`, { method, headers, ...body });
          replies++;
          found += countIn(reply.body) + countIn(JSON.stringify(reply.headers));
        }
      }
    }
    const proc = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${child.pid}/${name}`));
    child.kill('SIGUSR2');
    while (!readdirSync(folder).some((name) => name.startsWith('report')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    await once(child, 'close');
    const files = readdirSync(folder).map((name) => join(folder, name));
    const left = [...output, ...proc, ...files.map((path) => readFileSync(path))];
    const bytes = left.reduce((sum, { length }) => sum + length, 0);
    found += left.reduce((sum, text) => sum + countIn(text), 0);
    console.log(
      `token: ${replies} replies, ${files.length} files, output, command line and environment, ${bytes} bytes: ${found} times in them`,
    );
    expect(found).toBe(0);
    expect(files.filter((path) => statSync(path).size > 0).length).toBeGreaterThanOrEqual(2);
    rmSync(folder, { recursive: true });
  }, 120_000);
});
