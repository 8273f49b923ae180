import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogs } from '../../src/logs/index.js';
import { Trouble } from '../../src/logs/trouble.js';
import { ask, startGovernor } from '../governor/start-governor.js';
import { baseOptions } from './captured-logs.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tricord-trouble-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the trouble of a destination', () => {
  it('is over with the first write that goes through, or a minute after the last loss', () => {
    let now = 0;
    const trouble = new Trouble(
      () => undefined,
      () => now,
    );
    expect(trouble.reason).toBeUndefined();
    trouble.fail('ENOSPC', 0);
    now = 3_600_000;
    expect(trouble.reason).toBe('ENOSPC');
    trouble.succeed();
    expect(trouble.reason).toBeUndefined();
    trouble.lose();
    expect(trouble.reason).toBe('lines were lost (the buffer was full)');
    now += 59_999;
    trouble.fail('EPIPE', 1);
    trouble.lose();
    trouble.succeed();
    now += 59_999;
    expect(trouble.reason).toBe('lines were lost (EPIPE)');
    now += 1;
    expect(trouble.reason).toBeUndefined();
  });

  it('ends when the logs go elsewhere', async () => {
    const destination = { kind: 'file', path: '/dev/full' } as const;
    const logs = createLogs({ ...baseOptions, destination });
    logs.business.error('nowhere to go');
    expect(logs.troubles()).toEqual({ file: 'ENOSPC' });
    logs.redirect({ destination: { kind: 'file', path: join(folder, 'elsewhere.log') } });
    logs.business.error('somewhere');
    expect(logs.troubles()).toEqual({});
    await logs.close();
  });
});

describe('/readyz', () => {
  it('says that logs are degraded while their reader is away, stays 200, and says when it is over', async () => {
    const path = join(folder, 'fifo');
    execFileSync('mkfifo', [path]);
    const read = (): number => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    let reader = read();
    const governor = await startGovernor({}, { sinks: { logs: { kind: 'file', path } } });
    const ready = async (): Promise<unknown[]> => {
      governor.telemetry.log.error('line');
      const { status, body } = await ask(governor.port, '/readyz');
      return [status, JSON.parse(body)];
    };
    const healthy = { ready: true, checks: {} };
    expect(await ready()).toEqual([200, healthy]);
    closeSync(reader);
    expect(await ready()).toEqual([200, { ...healthy, degraded: { 'logs.file': 'EPIPE' } }]);
    reader = read();
    const since = { 'logs.file': 'lines were lost (EPIPE)' };
    expect(await ready()).toEqual([200, { ...healthy, degraded: since }]);
    await governor.close();
    closeSync(reader);
    await governor.telemetry.shutdown();
  });

  it('tells nobody but those who may know', async () => {
    const write = (): never => {
      throw new Error('gone');
    };
    const governor = { trustLoopback: false, readOnly: true };
    const { port, telemetry } = await startGovernor(
      {},
      { governor, sinks: { logs: { kind: 'custom', write } } },
    );
    telemetry.log.error('line');
    expect(telemetry.logs.troubles()).toEqual({ custom: 'its write function throws' });
    const { status, body } = await ask(port, '/readyz');
    expect([status, JSON.parse(body)]).toEqual([200, { ready: true }]);
    await telemetry.shutdown();
  });
});
