import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createDefiners, defineCounter, defineHistogram } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateCatalogJson } from '../../src/generate/catalog-json.js';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/catalog.schema.json'), 'utf8'),
);
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

const own = [
  defineHistogram({ name: 'custom_payment_seconds', help: 'Payments.', labels: { kind: ['card', 'cash'] } }),
  defineCounter({ name: 'custom_orders_created_total', help: 'Orders.', labels: { shop: { budget: 9 } } }),
];
const catalog = createServiceCatalog({ service: { name: 'shop', environment: 'demo' } }, own);
const json = JSON.parse(generateCatalogJson(catalog).content);

describe('generateCatalogJson', () => {
  it('follows its schema', () => {
    expect(validate(json) ? [] : validate.errors).toEqual([]);
  });

  it('describes a metric of the service with its signals', () => {
    expect(json.metrics.at(-1)).toEqual({
      name: 'custom_payment_seconds',
      origin: 'user',
      type: 'histogram',
      help: 'Payments.',
      unit: 'seconds',
      labels: { kind: ['card', 'cash'] },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      signals: ['custom_payment_seconds', 'custom_payment_seconds_rate'],
    });
  });

  it('describes a metric of the framework under its full name', () => {
    expect(json.metrics[0]).toMatchObject({ name: 'ego_build_info', origin: 'framework', unit: 'info' });
  });

  it('names only signals that are there', () => {
    const named: string[] = [
      ...Object.values(json.groups).flat(),
      ...json.metrics.flatMap(({ signals = [] }) => signals),
    ] as string[];
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((id) => !Object.hasOwn(json.signals, id))).toEqual([]);
    expect(Object.keys(json.signals).filter((id) => !named.includes(id))).toEqual([]);
  });

  it('gives the same bytes in whatever order the metrics are declared', () => {
    const { content } = generateCatalogJson(catalog);
    expect(generateCatalogJson(createServiceCatalog(catalog.config, own.toReversed())).content).toBe(content);
  });

  it('follows a team that has its own prefix and namespace', () => {
    const conventions = { namespace: 'acme', userPrefix: 'biz_' };
    const { defineGauge } = createDefiners(conventions);
    const gauge = defineGauge({ name: 'biz_stock_ratio', help: 'Stock.' });
    const other = JSON.parse(
      generateCatalogJson(createServiceCatalog({ service: { name: 'shop' }, conventions }, [gauge])).content,
    );
    expect(validate(other)).toBe(true);
    expect(other.signals.biz_stock_ratio.title).toBe('Stock');
    expect(other.recordings[0].record).toBe('namespace_app_type_uniform_code:acme_server_handle:rate5m');
  });
});
