import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { createLiveSettings } from '../../src/settings/index.js';
import { componentKeys } from '../../src/settings/read-entries.js';
import { readSettingsSchema } from '../../src/settings/schema.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { createSettingsParser } from '../../src/settings/validate-settings.js';

const parser = createSettingsParser();

function start(name: string, text: string) {
  const path = join(mkdtempSync(join(tmpdir(), 'tricord-ego-')), name);
  writeFileSync(path, text);
  const env = { TRICORD_SETTINGS: path, TRICORD_SERVICE_NAME: 'shop' };
  return createLiveSettings({ code: {}, env, conventions: defaultConventions, parser });
}

/** The file of the deck's ConfigMap, with the switches of its framework. */
const egoFile = `
debug = true
[server.governor]
  host = "127.0.0.1"
  port = 9004
[server.http]
  host = "0.0.0.0"
  port = 9001
  EnableAccessInterceptor = false
  SlowLogThreshold = "1.5s"
[server.grpc]
  enableaccessinterceptorreq = true
  ENABLEACCESSINTERCEPTORRES = true
  AccessInterceptorReqMaxLength = 1024
[logger.default]
  async = false
  level = "warn"
[logger.ego]
  async = false
  level = "error"
[trace]
  Fraction = 0.25
  [trace.Otlp]
    Endpoint = "collector:4317"
[redis]
  addr = "127.0.0.1:6379"
  password = "YOUR_PASSWORD"
[redis.stock]
  addr = "127.0.0.1:6379"
  SlowLogThreshold = "250ms"
[svc]
  [svc.svcConf]
    addr = "k8s://svc-conf:50051"
    clientSecret = "MY_SECRET"
[k8s]
`;

describe('an Ego configuration', () => {
  it('is understood, whatever the case of its keys', () => {
    const { current } = start('dev.toml', egoFile);
    expect(current.governor).toMatchObject({ host: '127.0.0.1', port: 9004 });
    expect(current.logs).toMatchObject({ level: 'warn', frameworkLevel: 'error' });
    expect(current.traces).toMatchObject({ sampleRatio: 0.25, endpoint: 'collector:4317' });
    expect(current.components).toEqual({
      'server.http': { access: false, slowMs: 1500 },
      'server.grpc': { captureRequest: true, captureResponse: true, requestBytes: 1024 },
      'redis.stock': { slowMs: 250 },
    });
  });

  it('keeps what is the application’s, and tells which that is without its values', () => {
    const { left } = start('dev.toml', egoFile);
    expect(left).toContain('redis');
    expect(left).toContain('svc.svcConf');
    expect(left).toContain('server.http.port');
    expect(left.join()).not.toContain('SECRET');
  });

  it('may be YAML with dotted names', () => {
    const { current } = start(
      'dev.yaml',
      'server.grpc:\n  SlowLogThreshold: 2m30s\nlogger.ego: { Level: debug }\n',
    );
    expect(current.components).toEqual({ 'server.grpc': { slowMs: 150_000 } });
    expect(current.logs.frameworkLevel).toBe('debug');
  });

  it.each([
    {
      name: 'a misspelt switch',
      text: '[server.http]\nEnableAcessInterceptor = true',
      near: 'EnableAccessInterceptor',
    },
    { name: 'a misspelt level', text: '[logger.default]\nlevle = "info"', near: 'level' },
    { name: 'a misspelt group', text: '[logger.ego]\nlevel = "info"\n[acess]\nslowMs = 5', near: 'access' },
    { name: 'a misspelt section', text: '[servers.http]\nSlowLogThreshold = "1s"', near: 'server' },
  ])('refuses $name', ({ text, near }) => {
    expect(() => start('dev.toml', text)).toThrow(`Did you mean \`${near}\`?`);
  });

  it('tells a wrong value by the name it has in the file', () => {
    expect(() => start('dev.toml', '[server.http]\nSlowLogThreshold = "soon"')).toThrow(
      'Setting `server.http.SlowLogThreshold` in file',
    );
    expect(() => start('dev.toml', '[server.http]\nSlowLogThreshold = "soon"')).toThrow(
      'a duration such as 500ms',
    );
  });

  it('must not say the same thing twice', () => {
    expect(() => start('dev.toml', '[server.http]\nSlowLogThreshold = "1s"\nslowMs = 5')).toThrow(
      expect.objectContaining({ code: 'TRI_SETTINGS_DUPLICATE_KEY' }) as Error,
    );
  });
});

describe('the loggers of an Ego configuration', () => {
  const both = `
[logger.default]
  Dir = "/var/log/shop"
  name = "shop.log"
  MaxSize = 100
  maxAge = 3
  MAXBACKUP = 4
  RotateInterval = "24h"
  EnableAddCaller = true
  EnableAsync = true
[logger.ego]
  Writer = "stderr"
  MaxSize = 100
  MaxBackup = 9
  Debug = true
  EnableAsync = false
  FlushBufferSize = 262144
  FlushBufferInterval = "5s"
`;

  it('say where lines go and how files rotate, in our units', () => {
    const { logs } = start('dev.toml', both).current;
    expect(logs).toMatchObject({
      ...{ destination: 'file', file: '/var/log/shop/shop.log', caller: true },
      ...{ rotateBytes: 100 * 1024 * 1024, rotateMs: 86_400_000, keepFiles: 4, keepMs: 3 * 86_400_000 },
      frameworkDestination: 'stderr',
    });
  });

  it('say what has no effect here, and why', () => {
    const { notes } = start('dev.toml', both);
    expect(notes.map(({ setting, why }) => `${setting}: ${why}`)).toEqual([
      'logger.ego.Debug: debug mode is that of the whole service: set `debug`',
      expect.stringMatching(/^logger\.ego\.EnableAsync: .* at most 20 ms/),
      expect.stringMatching(/^logger\.ego\.FlushBufferSize: /),
      expect.stringMatching(/^logger\.ego\.FlushBufferInterval: /),
      'logger.ego.MaxBackup: both loggers have it in common, by `logger.default.MAXBACKUP`',
    ]);
  });

  it.each([
    ['a writer alone', 'Writer = "file"', { destination: 'file', file: 'logs/default.log' }],
    ['a folder alone', 'Dir = "/tmp/x"', { destination: 'file', file: '/tmp/x/default.log' }],
    ['standard output', 'Writer = "stdout"\nDir = "/tmp/x"', { destination: 'stdout', file: '' }],
    ['rotation alone', 'MaxSize = 1', { destination: 'stdout', rotateBytes: 1_048_576 }],
    ['a writer there is not', 'Writer = "ali"', { destination: 'stdout' }],
  ])('may be told by %s', (_, text, logs) => {
    const { current, notes } = start('dev.toml', `[logger.default]\n${text}`);
    expect(current.logs).toMatchObject(logs);
    expect(notes).toHaveLength(text.includes('ali') ? 1 : 0);
  });

  it('are refused by the names in the file when a value is none', () => {
    expect(() => start('dev.toml', '[logger.default]\nMaxBackup = "many"')).toThrow(
      '`logger.default.MaxBackup`',
    );
    expect(() => start('dev.toml', '[logger.default]\nMaxBackups = 3')).toThrow('Did you mean `maxbackup`?');
  });

  it('have what has no effect told when the service starts', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tricord-ego-')), 'dev.toml');
    writeFileSync(path, '[logger.default]\nFlushBufferInterval = "5s"');
    const telemetry = createTestTelemetry({ env: { TRICORD_SETTINGS: path } });
    expect(telemetry.lines()).toMatchObject([
      { level: 'warn', msg: 'a setting has no effect', name: 'logger.default.FlushBufferInterval' },
    ]);
    await telemetry.shutdown();
  });
});

describe('a file of ours', () => {
  it('may not hold anything else', () => {
    expect(() => start('settings.toml', '[redis]\naddr = "127.0.0.1:6379"')).toThrow(
      expect.objectContaining({ code: 'TRI_SETTINGS_UNKNOWN_KEY' }) as Error,
    );
  });

  it('names components under `components`, nested or dotted', () => {
    const nested = start('settings.toml', '[components.pg.orders]\nslowMs = "300ms"');
    const dotted = start('settings.yaml', 'components:\n  pg.orders: { slowMs: 300 }\n');
    expect(nested.current.components).toEqual({ 'pg.orders': { slowMs: 300 } });
    expect(dotted.current.components).toEqual(nested.current.components);
  });

  it('cannot be blown up by YAML aliases', () => {
    const bomb = ['a: &a { slowMs: 1 }'];
    for (let i = 1; i < 9; i++) {
      const [name, inner] = [String.fromCharCode(97 + i), String.fromCharCode(96 + i)];
      bomb.push(
        `${name}: &${name} { ${Array.from({ length: 9 }, (_, n) => `k${n}: *${inner}`).join(', ')} }`,
      );
    }
    expect(() => start('settings.yaml', `components:\n  ${bomb.join('\n  ')}\n`)).toThrow(
      'at most 10000 keys',
    );
    expect(() => start('settings.yaml', `logs:\n  ${bomb.join('\n  ')}\n  level: *i\n`)).toThrow(
      'TRI_SETTINGS',
    );
  });
});

describe('the keys of a component', () => {
  it('are those of the schema', () => {
    expect(Object.keys(readSettingsSchema().$defs?.['component']?.properties ?? {}).sort()).toEqual(
      [...componentKeys].sort(),
    );
  });
});
