import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { TricordError } from '../../src/errors.js';
import { createLiveSettings, type LiveSettings } from '../../src/settings/index.js';
import { readSettingsSchema } from '../../src/settings/schema.js';
import { createSettingsParser } from '../../src/settings/validate-settings.js';

const parser = createSettingsParser();
const start = (code: unknown, env: Record<string, string> = {}): LiveSettings =>
  createLiveSettings({ code, env, conventions: defaultConventions, parser });
const resolve = (code: unknown, env: Record<string, string> = {}) => start(code, env).current;
const named = { service: { name: 'shop' } };

function writeFile(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tricord-settings-')), name);
  writeFileSync(path, text);
  return path;
}

describe('the schema of settings', () => {
  it('is one', () => {
    expect(() =>
      new Ajv2020({ strict: true, keywords: ['nextStart'] }).compile(readSettingsSchema() as object),
    ).not.toThrow();
  });
});

describe('createLiveSettings', () => {
  it('fills in the defaults', () => {
    expect(resolve(named)).toMatchObject({
      service: { name: 'shop', version: '0.0.0' },
      logs: { level: 'info', destination: 'stdout', dialect: 'zap' },
      governor: { enabled: true, host: '127.0.0.1', port: 9003 },
      production: false,
    });
  });

  it('lets the environment win over the file, and the file over the code', () => {
    const file = writeFile('settings.yaml', 'logs: { level: warn }\ngovernor: { port: 9100 }\n');
    const env = { TRICORD_SETTINGS: file, TRICORD_GOVERNOR_PORT: '9200' };
    const settings = resolve(
      { ...named, logs: { level: 'debug', caller: false }, governor: { port: 9000 } },
      env,
    );
    expect(settings.logs).toMatchObject({ level: 'warn', caller: false });
    expect(settings.governor.port).toBe(9200);
  });

  it.each([
    { name: 'settings.json', text: '{ "service": { "name": "from-file" } }' },
    { name: 'settings.toml', text: '[service]\nname = "from-file"\n' },
    { name: 'settings.yml', text: 'service:\n  name: from-file\n' },
  ])('reads $name', ({ name, text }) => {
    expect(resolve({}, { TRICORD_SETTINGS: writeFile(name, text) }).service.name).toBe('from-file');
  });

  it('reads the standard names of OpenTelemetry and Ego', () => {
    const env = {
      OTEL_SERVICE_NAME: 'orders',
      EGO_REGION: 'cn-north',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20b,x-key=1',
      NODE_ENV: 'production',
    };
    const settings = resolve({}, env);
    expect(settings.service).toMatchObject({ name: 'orders', region: 'cn-north' });
    expect(settings.traces).toMatchObject({
      endpoint: 'http://collector:4318/v1/traces',
      headers: { 'x-tenant': 'a b', 'x-key': '1' },
    });
    expect(settings.production).toBe(true);
  });

  it.each([
    { name: 'no name', code: {}, env: {}, error: 'TRI_SETTINGS_MISSING_NAME', text: 'TRICORD_SERVICE_NAME' },
    {
      name: 'an unknown key',
      code: { ...named, log: {} },
      env: {},
      error: 'TRI_SETTINGS_UNKNOWN_KEY',
      text: 'Did you mean `logs`?',
    },
    {
      name: 'an unknown nested key',
      code: { ...named, logs: { levle: 'info' } },
      env: {},
      error: 'TRI_SETTINGS_UNKNOWN_KEY',
      text: '`logs.levle`',
    },
    {
      name: 'a wrong type',
      code: { ...named, governor: { port: '9003' } },
      env: {},
      error: 'TRI_SETTINGS_WRONG_VALUE',
      text: '`governor.port`',
    },
    {
      name: 'a prototype name as level',
      code: { ...named, logs: { level: 'constructor' } },
      env: {},
      error: 'TRI_SETTINGS_WRONG_VALUE',
      text: 'one of debug, info',
    },
    {
      name: 'an unknown variable',
      code: named,
      env: { TRICORD_LOGLEVEL: 'info' },
      error: 'TRI_SETTINGS_UNKNOWN_VARIABLE',
      text: 'Did you mean `TRICORD_LOG_LEVEL`?',
    },
    {
      name: 'a variable that is no number',
      code: named,
      env: { TRICORD_GOVERNOR_PORT: 'x' },
      error: 'TRI_SETTINGS_INVALID_VARIABLE',
      text: 'a number',
    },
    {
      name: 'a missing file',
      code: named,
      env: { TRICORD_SETTINGS: '/no/such.yaml' },
      error: 'TRI_SETTINGS_UNREADABLE_FILE',
      text: '/no/such.yaml',
    },
    {
      name: 'a file without a path',
      code: { ...named, logs: { destination: 'file' } },
      env: {},
      error: 'TRI_SETTINGS_MISSING_LOG_FILE',
      text: 'TRICORD_LOG_FILE',
    },
    {
      name: 'an endpoint that is no URL',
      code: { ...named, traces: { endpoint: 'collector' } },
      env: {},
      error: 'TRI_SETTINGS_WRONG_VALUE',
      text: 'http(s) URL',
    },
  ])('refuses $name with $error', ({ code, env, error, text }) => {
    expect(() => resolve(code, env as Record<string, string>)).toThrow(
      expect.objectContaining({ code: error }) as Error,
    );
    expect(() => resolve(code, env as Record<string, string>)).toThrow(text);
  });

  it('takes an option that is undefined for one that is not set', () => {
    const settings = resolve({
      service: { name: 'shop', version: undefined },
      governor: { port: undefined },
    });
    expect([settings.service.version, settings.governor.port]).toEqual(['0.0.0', 9003]);
  });

  it('says of each value who set it', () => {
    const file = writeFile('settings.yaml', 'logs: { level: warn }\n');
    const live = start({ ...named, governor: { port: 9000 } }, { TRICORD_SETTINGS: file, EGO_REGION: 'cn' });
    const sources = Object.fromEntries(live.explain().map(({ key, source }) => [key, source]));
    expect(sources).toMatchObject({
      'service.name': 'the options of createTelemetry',
      'service.region': 'variable EGO_REGION',
      'logs.level': `file ${file}`,
      'logs.frameworkLevel': 'default',
    });
  });

  it('prints no secret of a setting it refuses', () => {
    const refused = [
      () => resolve(named, { OTEL_EXPORTER_OTLP_HEADERS: 'authorization Bearer hunter2' }),
      () => resolve({ ...named, traces: { headers: 'authorization=hunter2' } }),
      () => resolve({ ...named, traces: { endpoint: 'grpc://user:hunter2@host:4317' } }),
    ];
    for (const attempt of refused) {
      expect(attempt).toThrow(TricordError);
      expect(attempt).not.toThrow('hunter2');
    }
  });

  it('leaves alone what Kubernetes injects for a service called tricord', () => {
    const env = {
      TRICORD_SERVICE_HOST: '10.0.0.1',
      TRICORD_SERVICE_PORT: '80',
      TRICORD_PORT_80_TCP: 'tcp://10.0.0.1:80',
    };
    expect(resolve(named, env).service.name).toBe('shop');
  });

  it('either resolves or throws a TricordError, whatever it is given', () => {
    const counts = { resolved: 0, refused: 0 };
    const groups = fc.constantFrom(
      'service',
      'logs',
      'traces',
      'metrics',
      'governor',
      'access',
      'production',
      '__proto__',
      'x',
    );
    const keys = fc.constantFrom(
      'name',
      'level',
      'port',
      'host',
      'endpoint',
      'sampleRatio',
      'constructor',
      '__proto__',
      'file',
    );
    const values = fc.oneof(
      fc.anything({ maxDepth: 1, maxKeys: 3 }),
      fc.constantFrom('info', 9003, true, 'shop', '', 0.5),
    );
    const settings = fc.dictionary(groups, fc.oneof(values, fc.dictionary(keys, values, { maxKeys: 4 })), {
      maxKeys: 4,
    });
    fc.assert(
      fc.property(settings, (code) => {
        try {
          resolve(code, { TRICORD_SERVICE_NAME: 'shop' });
          counts.resolved++;
        } catch (error) {
          if (!(error instanceof TricordError)) throw error;
          counts.refused++;
        }
      }),
      { numRuns: 5000 },
    );
    console.log(`settings fuzz: ${counts.resolved} resolved, ${counts.refused} refused, 0 other errors`);
  });
});
