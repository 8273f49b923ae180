import { describe, expect, it } from 'vitest';
import { defineCounter, defineGauge } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateAll } from '../../src/generate/generate-all.js';

const own = [
  defineCounter({ name: 'custom_orders_created_total', help: 'Orders.' }),
  defineGauge({ name: 'custom_stock_ratio', help: 'Stock.' }),
];
const config = { service: { name: 'order-service', environment: 'demo' } };

describe('generateAll', () => {
  const { files, grafonnet } = generateAll(createServiceCatalog(config, own));
  const paths = files.map(({ path }) => path);

  it('makes everything that reads the telemetry of a service', () => {
    expect(paths).toEqual(
      expect.arrayContaining([
        'alerts/alert-rules.yaml',
        'alerts/recording-rules.yaml',
        'kubernetes/pod-template.patch.yaml',
        'schemas/catalog.json',
        'schemas/catalog.schema.json',
        'schemas/log-line.schema.json',
      ]),
    );
    expect(paths.some((path) => /^dashboards\/.*\.json$/.test(path))).toBe(true);
    expect(grafonnet).toBe('built-in');
  });

  it('sorts the files and ends each with one newline', () => {
    expect(paths).toEqual(paths.toSorted());
    expect(files.filter(({ content }) => !/[^\n]\n$/.test(content))).toEqual([]);
  });

  it('gives the same bytes for the same catalog, in whatever order it is declared', () => {
    expect(generateAll(createServiceCatalog(config, own.toReversed())).files).toEqual(files);
  });

  it('leaves no trace of the machine, and no selector to be filled in by somebody', () => {
    const strays = files.filter(
      ({ path, content }) =>
        content.includes(process.cwd()) || (!path.startsWith('schemas/') && content.includes('$selector')),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});
