import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateAll } from '../../src/generate/generate-all.js';
import {
  type Alertmanager,
  alertmanagerProgram,
  startAlertmanager,
  waitFor,
} from '../support/alertmanager.js';
import { type BusyService, startBusyService } from '../support/busy-service.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';

/** Nobody waits a quarter of an hour here; what is proved is who fires and who is silent, not the patience. */
const soon = { for: '0s' };
const catalog = createServiceCatalog(
  {
    service: { name: 'shop' },
    slos: [
      { name: 'available', kind: 'availability', objective: 99.9 },
      { name: 'fast', kind: 'latency', objective: 99.9, thresholdSeconds: 0.05 },
    ],
    generate: {
      alerts: {
        ServerErrorRatioHigh: soon,
        ServiceAbsent: soon,
        TargetsDown: soon,
        AvailabilityBudgetBurn: soon,
        LatencyBudgetBurn: soon,
      },
    },
  },
  [],
);
const { files } = generateAll(catalog);
const contentOf = (path: string) => files.find((file) => file.path === path)?.content ?? '';
const folder = mkdtempSync(join(tmpdir(), 'tricord-alerts-'));
const configuration = contentOf('alerts/alertmanager.yaml');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWith(['amtool'], 'amtool', () => {
  const path = join(folder, 'alertmanager.yml');
  writeFileSync(path, configuration);

  it('accepts the routes and inhibitions', () => {
    const { status, stdout, stderr } = spawnSync('amtool', ['check-config', path], { encoding: 'utf8' });
    expect(stdout + stderr).toContain('SUCCESS');
    expect(status).toBe(0);
  });

  it.each([
    ['page', ['app=shop', 'severity=critical']],
    ['ticket', ['app=shop', 'severity=warning']],
    ['nobody', ['app=shop', 'severity=info']],
    ['nobody', ['app=other', 'severity=critical']],
  ])('routes to %s what is %j', (receiver, labels) => {
    const test = ['config', 'routes', 'test', `--config.file=${path}`, `--verify.receivers=${receiver}`];
    expect(spawnSync('amtool', [...test, ...labels]).status).toBe(0);
  });
});

describeWith(['prometheus', alertmanagerProgram], 'a real Alertmanager behind a real Prometheus', () => {
  let service: BusyService;
  let prometheus: Prometheus;
  let alertmanager: Alertmanager;

  beforeAll(async () => {
    const ruleFiles = ['alert-rules', 'recording-rules'].map((name) => join(folder, `${name}.yaml`));
    for (const path of ruleFiles) writeFileSync(path, contentOf(`alerts/${path.slice(folder.length + 1)}`));
    service = await startBusyService('shop');
    service.failing(1);
    alertmanager = await startAlertmanager(configuration);
    const labels = { namespace: 'n', pod: 'a', app: 'shop', version: 'pro' };
    prometheus = await startPrometheus([{ address: service.address, labels }], ruleFiles, {}, [
      alertmanager.address,
    ]);
  }, 120_000);

  afterAll(async () => {
    await service?.close();
    await prometheus?.close();
    await alertmanager?.close();
  });

  const find = async (alertname: string, severity: string) =>
    (await alertmanager.alerts()).filter(
      ({ labels }) => labels['alertname'] === alertname && labels['severity'] === severity,
    );
  const is = async (alertname: string, severity: string, state: string) => {
    const found = await find(alertname, severity);
    return found.length > 0 && found.every(({ status }) => status.state === state);
  };

  it.each(['ServerErrorRatioHigh', 'AvailabilityBudgetBurn', 'LatencyBudgetBurn'])(
    'fires %s, which pages, while every request fails and some are slow',
    async (alert) => {
      await waitFor(() => is(alert, 'critical', 'active'), `${alert} is active`);
      const [first] = await find(alert, 'critical');
      expect(first?.labels).toMatchObject({ namespace: 'n', app: 'shop' });
      expect(first?.annotations['description']).toMatch(/^shop in n /);
      expect(first?.annotations['runbook_url']).toMatch(/\.md$/);
      expect(first?.annotations['dashboard_url']).toBe('/d/tricord-shop-api?var-namespace=n&var-app=shop');
    },
  );

  it('keeps the ticket of a promise silent while its page fires', async () => {
    await waitFor(() => is('AvailabilityBudgetBurn', 'warning', 'suppressed'), 'the ticket is suppressed');
    const [ticket] = await find('AvailabilityBudgetBurn', 'warning');
    expect(ticket?.status.inhibitedBy.length).toBeGreaterThan(0);
  });

  it('fires ServiceAbsent when the service is gone, and nothing else of it speaks', async () => {
    await service.close();
    await waitFor(() => is('ServiceAbsent', 'critical', 'active'), 'ServiceAbsent is active');
    await waitFor(() => is('TargetsDown', 'warning', 'suppressed'), 'TargetsDown is suppressed');
    await waitFor(async () => {
      const speaking = (await alertmanager.alerts()).filter(({ status }) => status.state === 'active');
      return speaking.every(({ labels }) => labels['alertname'] === 'ServiceAbsent');
    }, 'only ServiceAbsent speaks');
  });
});
