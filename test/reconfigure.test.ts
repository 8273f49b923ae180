import { afterEach, describe, expect, it } from 'vitest';
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestTelemetry, type TestTelemetry } from '../src/testing/index.js';
import { type ConfigVolume, createConfigVolume } from './support/config-volume.js';
import { waitUntil } from './support/wait-until.js';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0)) await act();
});

function start(path: string): TestTelemetry {
  const telemetry = createTestTelemetry({ env: { TRICORD_SETTINGS: path } });
  cleanUp.push(() => telemetry.shutdown());
  return telemetry;
}

function startOnVolume(text: string, more: Record<string, string> = {}): [TestTelemetry, ConfigVolume] {
  const volume = createConfigVolume({ 'dev.toml': text, ...more });
  const telemetry = start(join(volume.folder, 'dev.toml'));
  cleanUp.push(() => volume.remove());
  return [telemetry, volume];
}

function startOnFile(text: string): { telemetry: TestTelemetry; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-file-'));
  const path = join(folder, 'settings.yaml');
  writeFileSync(path, text);
  const telemetry = start(path);
  cleanUp.push(() => rmSync(folder, { recursive: true }));
  return { telemetry, path };
}

const toml = (level: string): string => `[logger.default]\nlevel = "${level}"\n[server.http]\nport = 9001\n`;
const untilLevel = (telemetry: TestTelemetry, level: string) =>
  waitUntil(() => telemetry.settings.logs.level === level, `the level is ${level}`);

describe('a mounted ConfigMap', () => {
  it('is followed from swap to swap, and each change is logged', async () => {
    const [telemetry, volume] = startOnVolume(toml('info'));
    for (const level of ['debug', 'warn', 'error']) {
      volume.publish({ 'dev.toml': toml(level) });
      await untilLevel(telemetry, level);
      expect(telemetry.log.level).toBe(level);
    }
    const changes = telemetry.lines().filter(({ msg }) => msg === 'setting changed');
    expect(changes.map(({ name, old, new: now }) => [name, old, now])).toEqual([
      ['logs.level', 'info', 'debug'],
      ['logs.level', 'debug', 'warn'],
      ['logs.level', 'warn', 'error'],
    ]);
    expect(await telemetry.value('ego_config_reload_total', { result: 'applied' })).toBe(3);
  });

  it('tells version and change log of its metadata', async () => {
    const metadata = (version: string) =>
      JSON.stringify({ version, change_log: `conf ${version}`, uid: 485 });
    const [telemetry, volume] = startOnVolume(toml('info'), { '__metadata.dev.toml': metadata('087ceca3') });
    const file = join(volume.folder, 'dev.toml');
    expect(await telemetry.value('ego_config_info', { file, config_version: '087ceca3' })).toBe(1);
    volume.publish({ 'dev.toml': toml('warn'), '__metadata.dev.toml': metadata('c0ffee') });
    await untilLevel(telemetry, 'warn');
    expect(await telemetry.value('ego_config_info', { file, config_version: 'c0ffee' })).toBe(1);
    expect(await telemetry.value('ego_config_info', { file, config_version: '087ceca3' })).toBeUndefined();
    expect(telemetry.lines()).toContainEqual(
      expect.objectContaining({
        msg: 'settings file applied',
        fileVersion: 'c0ffee',
        changeLog: 'conf c0ffee',
      }),
    );
  });

  it('is refused when it is bad, and the last good one stays in force', async () => {
    const [telemetry, volume] = startOnVolume(toml('info'));
    const refused = () => telemetry.lines().filter(({ msg }) => msg === 'settings file refused').length;
    volume.publish({ 'dev.toml': toml('loud') });
    await waitUntil(() => refused() === 1, 'the wrong level is refused');
    volume.publish({ 'dev.toml': '[logger.default' });
    await waitUntil(() => refused() === 2, 'the broken file is refused');
    expect(telemetry.settings.logs.level).toBe('info');
    expect(await telemetry.value('ego_config_reload_total', { result: 'refused' })).toBe(2);
    volume.publish({ 'dev.toml': toml('warn') });
    await untilLevel(telemetry, 'warn');
  });

  it('may go missing and come back', async () => {
    const [telemetry, volume] = startOnVolume(toml('warn'));
    volume.publish({ other: '' });
    await waitUntil(
      () => telemetry.lines().some(({ msg }) => msg === 'settings file missing'),
      'it is missed',
    );
    expect(telemetry.settings.logs.level).toBe('warn');
    volume.publish({ 'dev.toml': toml('debug') });
    await untilLevel(telemetry, 'debug');
  });
});

describe('a plain settings file', () => {
  it('is followed through edits and the renames of editors', async () => {
    const { telemetry, path } = startOnFile('logs: { level: info }\n');
    writeFileSync(path, 'logs: { level: warn }\n');
    await untilLevel(telemetry, 'warn');
    writeFileSync(`${path}.new`, 'logs: { level: error }\n');
    renameSync(`${path}.new`, path);
    await untilLevel(telemetry, 'error');
    renameSync(path, `${path}~`);
    writeFileSync(path, 'logs: { level: debug }\n');
    await untilLevel(telemetry, 'debug');
  });

  it('is not believed while it is half-written', async () => {
    const { telemetry, path } = startOnFile('logs: { level: warn }\n');
    const seen = new Set<string>();
    telemetry.onSettings(['logs.level'], ({ logs }) => seen.add(logs.level));
    truncateSync(path);
    await new Promise((resolve) => setTimeout(resolve, 300));
    appendFileSync(path, 'access: { slowMs: 5 }\nlogs: { lev');
    await new Promise((resolve) => setTimeout(resolve, 300));
    appendFileSync(path, 'el: debug }\n');
    await untilLevel(telemetry, 'debug');
    expect([...seen]).toEqual(['debug']);
    expect(await telemetry.value('ego_config_reload_total', { result: 'refused' })).toBe(0);
  });

  it('is refused when it stays broken', async () => {
    const { telemetry, path } = startOnFile('logs: { level: warn }\n');
    writeFileSync(path, 'logs: { level: debug');
    await waitUntil(
      () => telemetry.lines().some(({ msg }) => msg === 'settings file refused'),
      'it is refused',
    );
    expect(telemetry.settings.logs.level).toBe('warn');
  });

  it('is let go of when the service stops', async () => {
    const { telemetry, path } = startOnFile('logs: { level: warn }\n');
    await telemetry.shutdown();
    writeFileSync(path, 'logs: { level: debug }\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(telemetry.settings.logs.level).toBe('warn');
  });
});
