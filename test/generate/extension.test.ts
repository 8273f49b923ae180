import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { generateAll } from '../../src/generate/generate-all.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-extension-'));
afterAll(() => rmSync(folder, { recursive: true }));

const catalog = createServiceCatalog({ service: { name: 'shop' } }, [
  defineCounter({ name: 'custom_orders_created_total', help: 'Orders.' }),
]);

function generateWith(source: string) {
  const extend = join(folder, 'observability.jsonnet');
  writeFileSync(extend, source);
  const { files } = generateAll(catalog, { extend });
  return (path: string) => files.find((file) => file.path === path)?.content ?? '';
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number };
}

const source = `
local g = import 'github.com/grafana/grafonnet/gen/grafonnet-latest/main.libsonnet';
local text = import 'text.libsonnet';
{
  local mixin = self,
  _boards+:: {
    overview+: { rows+: [{ title: 'Checkout', panels: [
      mixin._panel('custom_orders_created_total'),
      g.panel.text.new(text) + g.panel.text.options.withContent('Ask the team.'),
    ] }] },
  },
  grafanaDashboards+:: {
    'overview.json'+: { refresh: '10s' },
    'orders.json': g.dashboard.new('Orders') + g.dashboard.withUid('shop-orders'),
  },
  _config+:: { runbookBaseUrl: 'https://wiki.example/' },
  prometheusAlerts+:: { groups+: [{ name: 'shop-own', rules: [{ alert: 'Mine', expr: 'vector(1)' }] }] },
}`;

describe('an extension', () => {
  writeFileSync(join(folder, 'text.libsonnet'), "'Who to ask'");
  const read = generateWith(source);
  const board = JSON.parse(read('dashboards/overview.json')) as { refresh: string; panels: Panel[] };

  it('adds rows to a board, with panels of signals and of its own, placed below what is there', () => {
    const [row, first, second] = board.panels.slice(-3);
    expect([row?.title, first?.title, second?.title]).toEqual(['Checkout', 'Orders created', 'Who to ask']);
    expect([first?.gridPos.x, second?.gridPos.x]).toEqual([0, 8]);
    expect(board.panels.map(({ id }) => id)).toEqual(board.panels.map((_, i) => i + 1));
  });

  it('changes what came out, and adds boards', () => {
    expect(board.refresh).toBe('10s');
    expect(JSON.parse(read('dashboards/orders.json'))).toMatchObject({ title: 'Orders', uid: 'shop-orders' });
  });

  it('changes the configuration of the rules and adds groups', () => {
    const { groups } = load(read('alerts/alert-rules.yaml')) as {
      groups: { name: string; rules: { annotations?: { runbook_url: string } }[] }[];
    };
    expect(groups.at(-1)).toMatchObject({ name: 'shop-own', rules: [{ alert: 'Mine' }] });
    expect(groups[0]?.rules[0]?.annotations?.runbook_url).toMatch(/^https:\/\/wiki\.example\//);
  });

  it.each([
    [
      'a signal that does not exist',
      "{ _boards+:: { api+: { rows+: [{ title: 'a', panels: [$._panel('x')] }] } } }",
      'no signal `x`',
    ],
    ['a file outside of its folder', "import '/etc/passwd'", 'outside of the allowed roots'],
    ['a syntax error, with its place', '{\n  a: ,\n}', 'observability.jsonnet:2:6'],
  ])('with %s is an error that says so', (_, broken, message) => {
    expect(() => generateWith(broken)).toThrow(message);
  });
});
