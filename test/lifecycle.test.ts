import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../dist/src');

/** Runs a service in a process of its own, its lines in a file; `body` follows its start. */
async function run(
  body: string,
  act: (child: ChildProcess, told: Record<string, string>) => Promise<void> | void = () => {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-lifecycle-'));
  const file = join(folder, 'service.log');
  const script = join(folder, 'service.mjs');
  writeFileSync(
    script,
    `
    import { createServer } from 'node:http';
    import { createGovernor, createTelemetry, drainServer, shutdownWithProcess } from '${dist}/index.js';
    const telemetry = createTelemetry({
      service: { name: 'orders' }, env: {}, metrics: { runtime: false },
      logs: { destination: 'file', file: ${JSON.stringify(file)} },
    });
    const governor = await createGovernor(telemetry, { port: 0 });
    ${body}
    process.send?.({ governor: governor.url, ...(globalThis.told ?? {}) });
  `,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  const stderr: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk.toString()));
  child.once('message', (told) => void act(child, told as Record<string, string>));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return {
    code,
    signal,
    stderr: stderr.join(''),
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const messages = (lines: readonly Record<string, unknown>[]) => lines.map(({ msg }) => msg);

describe('shutdownWithProcess', () => {
  it('says what is on and where, and on SIGTERM goes in order and ends as the signal would', async () => {
    const { signal, lines } = await run(
      `shutdownWithProcess(telemetry);
       const server = createServer((_, response) => setTimeout(() => response.end('late', () => telemetry.log.info('answered')), 300));
       drainServer(telemetry, server);
       await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
       telemetry.onShutdown(() => void telemetry.log.info('pool closed'));
       fetch('http://127.0.0.1:' + server.address().port).catch(() => {});`,
      (child) => void setTimeout(() => child.kill('SIGTERM'), 100),
    );
    expect(messages(lines)).toEqual([
      'start server',
      'init app',
      'waitSignals quit',
      'stop server',
      'answered',
      'pool closed',
      'stop server',
      'stop ego, bye!',
    ]);
    expect(lines[1]).toMatchObject({
      comp: 'app',
      pid: expect.any(Number) as number,
      coreNum: expect.any(Number) as number,
      traces: 'off',
      governor: '127.0.0.1:9003',
    });
    expect(lines[1]?.['logs']).toContain('service.log, zap, business info, framework info');
    expect(signal).toBe('SIGTERM');
  });

  it('ends at once on a second signal, without losing a line', async () => {
    const { signal, lines } = await run(
      `shutdownWithProcess(telemetry, { deadlineMs: 60_000 });
       telemetry.onShutdown(() => { telemetry.log.info('last line'); process.send('stopping'); return new Promise(() => {}); });
       process.on('message', () => {});`,
      (child) => {
        child.on('message', (message) => message === 'stopping' && child.kill('SIGINT'));
        child.kill('SIGTERM');
      },
    );
    expect(signal).toBe('SIGINT');
    expect(messages(lines)).toContain('last line');
  });

  it.each([
    { name: 'an uncaught exception', body: `setTimeout(() => { throw new Error('boom'); }, 50);` },
    { name: 'an unhandled rejection', body: `setTimeout(() => void Promise.reject(new Error('boom')), 50);` },
  ])('logs $name, shuts down and exits with 1, when asked', async ({ name, body }) => {
    const { code, lines } = await run(`
      shutdownWithProcess(telemetry, { crashes: true });
      telemetry.onShutdown(() => void telemetry.log.info('pool closed'));
      ${body}`);
    expect(code).toBe(1);
    expect(messages(lines)).toContain('pool closed');
    const line = lines.find(({ msg }) => msg === name.replace(/^an /, ''));
    expect(line).toMatchObject({ level: 'error', comp: 'app', type: 'recover' });
    expect(JSON.stringify(line)).toContain('boom');
  });

  it('leaves crashes to Node when not asked', async () => {
    const { code, stderr } = await run(
      `shutdownWithProcess(telemetry); setTimeout(() => { throw new Error('boom'); }, 50);`,
    );
    expect(code).toBe(1);
    expect(stderr).toContain('boom');
  });

  it('lets a finished process end by itself', async () => {
    const { code, lines } = await run(
      `shutdownWithProcess(telemetry); setTimeout(() => process.disconnect(), 100);`,
    );
    expect(code).toBe(0);
    expect(messages(lines)).toContain('stop ego, bye!');
  });
});
