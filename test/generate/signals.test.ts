import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateSignals, generateVariables } from '../../src/generate/signals.js';
import { failedCalls } from '../../src/generate/signals/operation-families.js';
import { createQueries, oneOf } from '../../src/generate/signals/queries.js';
import { runtimeNames } from '../../src/generate/signals/runtime-names.js';
import type { Signal } from '../../src/generate/signals/signal.js';
import { targetLabelProfiles } from '../../src/generate/signals/target-labels.js';
import { resolveConventions } from '../../src/conventions.js';
import { runtimeMetrics } from '../../src/metrics/runtime-metrics.js';
import { describeWith } from '../support/programs.js';

const own = [
  defineCounter({
    name: 'custom_orders_created_total',
    help: 'Orders.',
    labels: { channel: ['web', 'app'] },
  }),
  defineCounter({ name: 'custom_uploads_bytes_total', help: 'Bytes uploaded.' }),
  defineGauge({ name: 'custom_cart_fill_ratio', help: 'Fill.', labels: { shop: { budget: 500 } } }),
  defineGauge({ name: 'custom_cache_size_bytes', help: 'Cache.', labels: { tier: ['hot', 'cold'] } }),
  defineGauge({ name: 'custom_oldest_job_seconds', help: 'Age.' }),
  defineHistogram({
    name: 'custom_payment_seconds',
    help: 'Payments.',
    labels: { method: ['card', 'cash'] },
  }),
  defineHistogram({ name: 'custom_body_bytes', help: 'Bodies.', buckets: [1, 1000] }),
];
const catalog = createServiceCatalog({ service: { name: 'shop' } }, own);
const groups = generateSignals(catalog);
const signals: Record<string, Signal> = Object.assign({}, ...Object.values(groups));
const exprs = Object.values(signals).flatMap(({ targets }) => targets.map(({ expr }) => expr));
const selector = 'namespace=~"$namespace", app=~"$app", version=~"$version", instance=~"$instance"';

describe('generateSignals', () => {
  it('gives every selector of every query the same matchers first', () => {
    const selectors = exprs.flatMap((expr) =>
      [...expr.matchAll(/[a-z_]+\{([^{}]*)\}/g)].map(([, text]) => text),
    );
    console.log(
      `${Object.keys(signals).length} signals, ${exprs.length} queries, ${selectors.length} selectors`,
    );
    expect(selectors.length).toBeGreaterThan(exprs.length);
    const others = selectors.filter((text) => !text?.startsWith(selector));
    // What kube-state-metrics says is joined with the service's own series.
    expect([...new Set(others)]).toEqual(['namespace=~"$namespace"']);
  });

  it('computes quantiles from summed buckets only', () => {
    const quantiles = exprs.filter((expr) => expr.includes('histogram_quantile'));
    expect(quantiles.length).toBeGreaterThan(20);
    for (const expr of quantiles) {
      expect(expr).toMatch(/^histogram_quantile\(0\.\d+, sum by \((?:\w+, )*le\) \(rate\(\w+_bucket\{/);
    }
  });

  it('takes rates over the interval Grafana chooses, and of counters only', () => {
    const rates = exprs.flatMap((expr) => [...expr.matchAll(/rate\((\w+)\{[^}]*\}\[([^\]]+)\]/g)]);
    expect(rates.filter(([, , range]) => range !== '$__rate_interval')).toEqual([]);
    expect(
      rates.map(([, name]) => name).filter((name) => !/_(total|bucket|sum|count)$/.test(name ?? '')),
    ).toEqual([]);
  });

  it('keeps in a legend only labels the query keeps', () => {
    const targets = Object.values(signals).flatMap((signal) => signal.targets);
    const lost = targets.filter(({ expr, legend }) => {
      const kept = /by \(([^)]*)\)/.exec(expr)?.[1]?.split(', ') ?? [];
      return [...legend.matchAll(/\{\{(\w+)\}\}/g)].some(([, label]) => !kept.includes(label ?? ''));
    });
    expect(lost).toEqual([]);
  });

  it.each([
    [
      'custom_orders_created_total',
      'cps',
      `sum by (channel) (rate(custom_orders_created_total{${selector}}[$__rate_interval]))`,
    ],
    [
      'custom_uploads_bytes_total',
      'Bps',
      `sum(rate(custom_uploads_bytes_total{${selector}}[$__rate_interval]))`,
    ],
    ['custom_cart_fill_ratio', 'percentunit', `avg(custom_cart_fill_ratio{${selector}})`],
    ['custom_cache_size_bytes', 'bytes', `sum by (tier) (custom_cache_size_bytes{${selector}})`],
    ['custom_oldest_job_seconds', 's', `max(custom_oldest_job_seconds{${selector}})`],
    [
      'custom_payment_seconds',
      's',
      `histogram_quantile(0.5, sum by (method, le) (rate(custom_payment_seconds_bucket{${selector}}[$__rate_interval])))`,
    ],
    [
      'custom_payment_seconds_rate',
      'cps',
      `sum by (method) (rate(custom_payment_seconds_count{${selector}}[$__rate_interval]))`,
    ],
  ])('shows %s in %s', (id, unit, expr) => {
    expect(signals[id]).toMatchObject({
      unit,
      targets: expect.arrayContaining([{ expr, legend: expect.any(String) }]),
    });
  });

  it('names a metric of the service without its prefix, type and unit', () => {
    expect(signals['custom_orders_created_total']?.title).toBe('Orders created');
    expect(signals['custom_uploads_bytes_total']?.title).toBe('Uploads');
  });

  it('reads the metrics of the process under the names they are emitted by', () => {
    const emitted = Object.values(runtimeMetrics).map(({ name }) => name);
    expect(Object.values(runtimeNames).filter((name) => !emitted.includes(name))).toEqual([]);
  });

  it('follows the namespace of the conventions', () => {
    const other = createServiceCatalog({ service: { name: 'shop' }, conventions: { namespace: 'acme' } }, []);
    const text = JSON.stringify([generateSignals(other), generateVariables(other)]);
    expect(text).toContain('acme_server_handle_total{');
    expect(text).not.toMatch(/ego_(?!version)/);
  });
});

describe('generateVariables', () => {
  it('narrows each variable by those before it', () => {
    expect(generateVariables(catalog)).toMatchObject({
      version: { query: 'label_values(ego_build_info, version)' },
      app: { query: 'label_values(ego_build_info{version=~"$version"}, app)' },
    });
  });
});

describe('failedCalls', () => {
  it.each([
    ['http', 'code=~"Bad Gateway|'],
    ['grpc', 'DeadlineExceeded|'],
    ['sql', 'code=~"Error|open err"'],
    ['amqp', 'Nack'],
    [undefined, 'Error|'],
  ])('lists the codes of %s calls that the other side failed', (kind, text) => {
    expect(failedCalls(kind).part).toContain(text);
    expect(failedCalls(kind).part).not.toContain('NotFound');
  });
});

describe('createQueries', () => {
  const style = { conventions: resolveConventions(), target: targetLabelProfiles.helm, window: '5m' };

  it('leaves out the braces of an empty selector', () => {
    expect(createQueries({ ...style, selector: '' }).select('up')).toBe('up');
    expect(createQueries({ ...style, selector: '' }).select('up', ['a="b"'])).toBe('up{a="b"}');
  });

  it('takes the values of a matcher literally', () => {
    expect(oneOf('code', ['a"b\\'])).toBe('code="a\\"b\\\\"');
    expect(oneOf('code', ['a.b', 'c|d'])).toBe('code=~"a\\\\.b|c\\\\|d"');
  });
});

describeWith(['promtool'], 'promtool', () => {
  it('parses every query of every signal', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tricord-signals-'));
    const filled = exprs.map((expr) => expr.replaceAll('$__rate_interval', '5m').replace(/\$[a-z]+/g, '.*'));
    const rules = filled.map((expr, i) => ({ record: `signal:query${i}:value`, expr }));
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups: [{ name: 'signals', rules }] }));
    const { stdout, stderr } = spawnSync('promtool', ['check', 'rules', join(folder, 'rules.json')], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    console.log(stdout.trim());
    expect(stderr).toBe('');
    expect(stdout).toContain(`SUCCESS: ${exprs.length} rules found`);
  });
});
