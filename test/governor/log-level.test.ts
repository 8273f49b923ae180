import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogLevels } from '../../src/governor/log-levels.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { waitUntil } from '../support/wait-until.js';
import { ask, bearer, startGovernor, writeToken } from './start-governor.js';

const asker = { peerIp: '127.0.0.1' };
const names = ['debug', 'info', 'warn', 'error', 'dpanic', 'panic', 'fatal'];

describe('/log/level', () => {
  it('changes a level for a while, with an audit line, and gives it back', async () => {
    const { port, telemetry } = await startGovernor(
      {},
      { governor: { tokenFile: writeToken() }, logs: { frameworkLevel: 'error' } },
    );
    const put = (body: unknown) =>
      ask(port, '/log/level', {
        method: 'PUT',
        headers: { ...bearer(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { status, body } = await put({ level: 'debug', ttl: '150ms' });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      business: { level: 'debug', source: 'PUT /log/level' },
      framework: { level: 'error', source: 'the options of createTelemetry' },
    });
    expect(telemetry.log.level).toBe('debug');
    await waitUntil(() => telemetry.log.level === 'info', 'the level is given back');
    const audit = telemetry.lines().filter(({ comp }) => comp === 'server.governor');
    expect(audit).toMatchObject([
      { msg: 'log level changed', name: 'logs.level', old: 'info', new: 'debug', peerIp: '127.0.0.1' },
      { msg: 'log level given back', name: 'logs.level' },
    ]);
    await telemetry.shutdown();
  });

  it.each([
    { name: 'no JSON', type: 'text/plain', body: 'debug', status: 415 },
    { name: 'broken JSON', type: 'application/json', body: '{', status: 400 },
    { name: 'a list', type: 'application/json', body: '["debug"]', status: 400 },
    { name: 'a megabyte', type: 'application/json', body: `{"level":"${'x'.repeat(1 << 20)}"}`, status: 413 },
    { name: 'a prototype name', type: 'application/json', body: '{"level":"constructor"}', status: 400 },
    {
      name: 'an unknown logger',
      type: 'application/json',
      body: '{"level":"info","logger":"x"}',
      status: 400,
    },
    {
      name: 'an endless time',
      type: 'application/json',
      body: '{"level":"info","ttl":"9999h"}',
      status: 400,
    },
  ])('answers $name with $status', async ({ type, body, status }) => {
    const { port, telemetry } = await startGovernor({}, { governor: { tokenFile: writeToken() } });
    const headers = { ...bearer(), 'content-type': type };
    // A body that is too large may break the connection off before it was sent.
    const reply = await ask(port, '/log/level', { method: 'PUT', headers, body }).catch(() => undefined);
    if (reply !== undefined) expect(reply.status).toBe(status);
    expect((await ask(port, '/livez')).status).toBe(200);
    await telemetry.shutdown();
  });

  it('takes only the seven names, whatever it is sent, and never silences an error', async () => {
    const telemetry = createTestTelemetry({ logs: { frameworkLevel: 'fatal' } });
    const levels = createLogLevels(telemetry);
    const counts = { accepted: 0, refused: 0 };
    const level = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...names) },
      fc.constantFrom(...names, 'silent', 'trace', 'constructor', '__proto__', 'toString', 'INFO', ' info'),
      fc.anything({ maxDepth: 1, maxKeys: 2 }),
    );
    const body = fc.record(
      {
        level,
        logger: fc.constantFrom<unknown>(
          'business',
          'framework',
          'business',
          'framework',
          '__proto__',
          'x',
          1,
          null,
        ),
        ttl: fc.constantFrom<unknown>('1m', '5m', '30s', '24h', '25h', '-1s', '0', 'soon', 5, null, []),
      },
      { requiredKeys: [] },
    );
    const audits = () =>
      telemetry.lines().filter(({ msg }) => /^log level (?:changed|refused)$/.test(String(msg)));
    fc.assert(
      fc.property(body, (sent) => {
        const before = [telemetry.settings.logs.level, telemetry.settings.logs.frameworkLevel];
        const changed = levels.change(sent, asker);
        const isAccepted = 'result' in changed;
        counts[isAccepted ? 'accepted' : 'refused']++;
        const { level: wanted } = sent as { level?: unknown };
        if (isAccepted) return names.includes(wanted as string) && telemetry.log.isLevelEnabled('error');
        return (
          String(before) === String([telemetry.settings.logs.level, telemetry.settings.logs.frameworkLevel])
        );
      }),
      { numRuns: 10_000 },
    );
    console.log(
      `log level fuzz: ${counts.accepted} accepted, ${counts.refused} refused, ${audits().length} audited`,
    );
    expect(audits()).toHaveLength(10_000);
    expect(counts.accepted).toBeGreaterThan(100);
    levels.stop();
    await telemetry.shutdown();
  }, 60_000);
});
