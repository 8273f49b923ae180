import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { createLiveSettings } from '../../src/settings/index.js';
import { createSettingsParser } from '../../src/settings/validate-settings.js';

const parser = createSettingsParser();
const snapshot = (text: string) => ({
  path: '/etc/shop/settings.json',
  text,
  hash: '',
  version: '',
  changeLog: '',
  isVolume: true,
});

function start(env: Record<string, string> = {}, onHookError: (error: unknown) => void = () => {}) {
  const code = { service: { name: 'shop' } };
  return createLiveSettings({ code, env, conventions: defaultConventions, parser, onHookError });
}

describe('a change of settings', () => {
  it('reaches those who hooked the key or its group, once, with all that changed', () => {
    const live = start();
    const heard: string[] = [];
    live.hook(['logs.level', 'access'], ({ logs, access }) => heard.push(`${logs.level} ${access.slowMs}`));
    live.hook(['traces'], () => heard.push('traces'));
    const changes = live.override({ logs: { level: 'debug' }, access: { slowMs: 5 } }, 'operator');
    expect(heard).toEqual(['debug 5']);
    expect(changes).toEqual([
      { key: 'logs.level', old: 'info', new: 'debug', source: 'operator', isApplied: true },
      { key: 'access.slowMs', old: 0, new: 5, source: 'operator', isApplied: true },
    ]);
  });

  it('waits for the next start when nobody can take it over', () => {
    const live = start();
    const changes = live.replaceFile(snapshot('{ "governor": { "port": 9100 } }'));
    expect(changes).toMatchObject([{ key: 'governor.port', old: 9003, new: 9100, isApplied: false }]);
    expect(live.current.governor.port).toBe(9003);
    expect(live.explain().find(({ key }) => key === 'governor.port')).toMatchObject({
      value: 9003,
      pending: 9100,
    });
    expect(live.replaceFile(snapshot('{ "governor": { "port": 9100 } }'))).toEqual([]);
  });

  it('is taken back as a whole when a part of it is wrong', () => {
    const live = start();
    live.hook(['logs'], () => {});
    live.replaceFile(snapshot('{ "logs": { "level": "warn" } }'));
    const before = live.current;
    for (const bad of ['{ "logs": { "level": "loud" } }', '{ "logs": {', '[]', '{ "lgs": {} }']) {
      expect(() => live.replaceFile(snapshot(bad))).toThrow('TRI_SETTINGS');
    }
    expect(live.current).toBe(before);
    expect(live.file?.text).toContain('warn');
  });

  it('of the file does not show through what the environment or an operator sets', () => {
    const live = start({ TRICORD_LOG_LEVEL: 'error' });
    live.hook(['logs'], () => {});
    expect(live.replaceFile(snapshot('{ "logs": { "level": "warn" } }'))).toEqual([]);
    live.override({ logs: { level: 'debug' } }, 'operator');
    expect(live.current.logs.level).toBe('debug');
    live.release(['logs.level']);
    expect(live.current.logs.level).toBe('error');
  });

  it('gives a key back to its default when the file no longer has it', () => {
    const live = start();
    live.hook(['components', 'access'], () => {});
    live.replaceFile(snapshot('{ "components": { "pg.orders": { "slowMs": "2s" } } }'));
    expect(live.current.components).toEqual({ 'pg.orders': { slowMs: 2000 } });
    const changes = live.replaceFile(snapshot('{}'));
    expect(changes).toMatchObject([{ key: 'components.pg.orders.slowMs', old: 2000, new: undefined }]);
    expect(live.current.components).toEqual({});
  });

  it('shows no secret', () => {
    const live = start();
    const headers = { authorization: 'Bearer hunter2' };
    const endpoint = 'http://user:hunter2@collector:4318';
    const changes = live.override({ traces: { headers, endpoint } }, 'operator');
    expect(changes).toHaveLength(2);
    expect(JSON.stringify([changes, live.explain()])).not.toContain('hunter2');
  });

  it('survives a hook that throws', () => {
    const errors: unknown[] = [];
    const live = start({}, (error) => errors.push(error));
    const heard: string[] = [];
    live.hook(['logs'], () => {
      throw new Error('stuck');
    });
    live.hook(['logs'], ({ logs }) => heard.push(logs.level));
    live.override({ logs: { level: 'warn' } }, 'operator');
    expect([heard, errors]).toEqual([['warn'], [new Error('stuck')]]);
  });

  it('changes nothing that was handed out before', () => {
    const live = start();
    const before = live.current;
    live.hook(['logs'], () => {});
    live.override({ logs: { level: 'warn' } }, 'operator');
    expect([before.logs.level, Object.isFrozen(before.logs)]).toEqual(['info', true]);
  });
});
