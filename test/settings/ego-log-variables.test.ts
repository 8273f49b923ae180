import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/settings/read-environment.js';
import { createTelemetry } from '../../src/telemetry.js';

const read = (env: Record<string, string | undefined>): Record<string, unknown> =>
  Object.fromEntries(readEnvironment(env).map(({ path, value }) => [path.join('.'), value]));

const filesIn = (folder: string): Record<string, string> => ({
  'logs.destination': 'file',
  'logs.file': join(folder, 'default.log'),
  'logs.frameworkDestination': 'file',
  'logs.frameworkFile': join(folder, 'ego.sys'),
});

describe('EGO_LOG_WRITER and EGO_LOG_PATH', () => {
  it.each([
    { env: { EGO_LOG_WRITER: 'stderr' }, settings: { 'logs.destination': 'stderr' } },
    { env: { EGO_LOG_WRITER: 'stdout', EGO_LOG_PATH: '/logs' }, settings: { 'logs.destination': 'stdout' } },
    { env: { EGO_LOG_WRITER: 'file' }, settings: filesIn('logs') },
    { env: { EGO_LOG_WRITER: 'file', EGO_LOG_PATH: '/logs' }, settings: filesIn('/logs') },
    { env: { EGO_LOG_PATH: '/logs' }, settings: filesIn('/logs') },
    { env: { EGO_LOG_WRITER: '', EGO_LOG_PATH: '' }, settings: {} },
    {
      env: { EGO_LOG_WRITER: 'file', TRICORD_LOG_DESTINATION: 'stdout' },
      settings: { 'logs.destination': 'stdout' },
    },
    { env: { EGO_LOG_PATH: '/logs', TRICORD_LOG_FILE: '/a.log' }, settings: { 'logs.file': '/a.log' } },
  ])('set of $env what Ego would', ({ env, settings }) => {
    expect(read(env)).toEqual(settings);
  });

  it('refuse a writer that only Ego has', () => {
    expect(() => read({ EGO_LOG_WRITER: 'ali' })).toThrow(
      'TRI_SETTINGS_INVALID_VARIABLE: Variable `EGO_LOG_WRITER` is `ali`, which is not one of file, stdout, stderr. Correct or remove it.',
    );
  });

  it('bring each logger into the file that Ego would', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tricord-'));
    const env = { EGO_NAME: 'orders', EGO_LOG_PATH: folder };
    const telemetry = createTelemetry({ env, metrics: { runtime: false } });
    telemetry.log.info('order created');
    telemetry.logs.framework.info('server started');
    await telemetry.shutdown();
    expect(readFileSync(join(folder, 'default.log'), 'utf8')).toContain('order created');
    expect(readFileSync(join(folder, 'ego.sys'), 'utf8')).toContain('server started');
    rmSync(folder, { recursive: true });
  });
});
