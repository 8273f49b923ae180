import { describe, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { checkExposition, type ExpositionOptions } from '../../src/check/check-exposition.js';
import { goodOpenMetricsPage, goodPage, seeds } from './seeded-pages.js';

async function check(page: string | Uint8Array, options: Partial<ExpositionOptions> = {}) {
  const bytes = typeof page === 'string' ? Buffer.from(page) : page;
  return checkExposition([bytes], { file: 'page', ...options });
}

async function lines(page: string | Uint8Array, options: Partial<ExpositionOptions> = {}): Promise<string[]> {
  const { problems } = await check(page, options);
  return problems.map(
    ({ policy, text, location }) => `${location?.line}:${location?.column} ${policy}: ${text}`,
  );
}

const ordersCreated = defineCounter({
  name: 'custom_orders_created_total',
  help: 'Orders that were created.',
  labels: { channel: ['web', 'app'] },
});
const catalog = createServiceCatalog({ service: { name: 'orders' }, metrics: ['./metrics.ts'] }, [
  ordersCreated,
]);

describe('checkExposition', () => {
  it('finds nothing in good pages', async () => {
    expect(await lines(goodPage)).toEqual([]);
    expect(await lines(goodOpenMetricsPage)).toEqual([]);
    expect((await check(goodPage)).subjects).toBe(14);
  });

  it.each(seeds.map((seed) => [seed.name, seed] as const))('finds: %s', async (_, { page, policy }) => {
    const { problems } = await check(page, { format: 'text' });
    expect(problems.map((problem) => problem.policy)).toContain(policy);
  });

  it.each([
    ['missing EOF', /# EOF\n/, '', 'exposition-syntax: .*cut short'],
    ['text after EOF', /$/, 'custom_x 1\n', 'exposition-syntax: .*goes on after'],
    ['a blank line', /# TYPE custom_build info/, '\n$&', 'exposition-syntax: .*no blank lines'],
    ['a comment', /# TYPE custom_build info/, '# hello\n$&', 'exposition-syntax: .*knows the comments'],
    ['two spaces', /custom_handle_seconds_sum /, '$& ', 'exposition-syntax: .*exactly one space'],
    ['a comma before the brace', /le="\+Inf"/, '$&,', 'exposition-syntax: .*need a label'],
    [
      'an exemplar on a gauge',
      /custom_build_info.* 1/,
      '$& # {a="b"} 1',
      'exposition-exemplar: .*only counters',
    ],
    ['a long exemplar', /tid="a"/, `tid="${'x'.repeat(130)}"`, 'exposition-exemplar: .*133 characters'],
    ['a broken exemplar', /# \{tid="a"\} 0.05/, '# {tid=a} 0.05', 'exposition-syntax: .*no exemplar'],
    [
      'a unit that is no suffix',
      /UNIT custom_handle_seconds seconds/,
      'UNIT custom_handle_seconds bytes',
      'exposition-metadata: .*does not end in `_bytes`',
    ],
    [
      'metadata after samples',
      /custom_handle_seconds_count 5\n/,
      '$&# HELP custom_handle_seconds x\n',
      'exposition-metadata: .*second time',
    ],
    [
      'a counter without _total',
      /custom_orders_created_total/,
      'custom_orders_created',
      'exposition-type: .*is none that counter',
    ],
    ['an info that is 2', /(custom_build_info.*) 1/, '$1 2', 'exposition-value: .*always 1'],
    ['a state that is 3', /(custom_mode_ratio.*"off".*) 0/, '$1 3', 'exposition-value: .*0 or 1'],
  ])('finds in OpenMetrics: %s', async (_, from, to, expected) => {
    const found = await lines(goodOpenMetricsPage.replace(from, to), { format: 'openmetrics' });
    expect(found.join('\n')).toMatch(new RegExp(expected));
  });

  it('points at the words it means', async () => {
    const page = goodPage
      .replace('channel="web"} 12', 'channel="12",x=y} 12')
      .replace('{le="1"} 4', '{le="1"} 0');
    expect(await lines(page)).toEqual([
      '3:44 exposition-syntax: The value of label `x` is not in double quotes.',
      '11:38 exposition-histogram: Bucket `1` of `custom_handle_seconds` has 0, fewer than the 1 of the bucket below it.',
    ]);
  });

  it('judges declared metrics by the catalog', async () => {
    const page = `# HELP custom_orders_created_total x
# TYPE custom_orders_created_total gauge
custom_orders_created_total{channel="kiosk",shop="1"} 1
custom_orders_created_total{channel="_other",shop="2"} 1
# HELP custom_order_created_total x
# TYPE custom_order_created_total counter
custom_order_created_total 1
# HELP ego_server_handled_total x
# TYPE ego_server_handled_total counter
ego_server_handled_total 1
`;
    expect(await lines(page, { catalog })).toEqual([
      '1:29 metric-unit: Gauge `custom_orders_created_total` ends in `_total`, which is for counters.',
      '2:36 metric-declared: Metric `custom_orders_created_total` is a gauge here, but is declared as counter.',
      '3:38 label-declared: Label `channel` of `custom_orders_created_total` is `kiosk`, which is none of `web`, `app`.',
      '3:45 label-declared: Label `shop` of `custom_orders_created_total` is not declared; the metric has `channel`.',
      '5:8 metric-declared: Metric `custom_order_created_total` is not declared; did you mean `custom_orders_created_total`.',
      '8:8 metric-declared: Metric `ego_server_handled_total` is not declared; did you mean `ego_server_handle_total`.',
    ]);
  });

  it('grants the waivers of the catalog and lets foreign names through', async () => {
    const page = `# HELP ego_client_stats_gauge State.
# TYPE ego_client_stats_gauge gauge
ego_client_stats_gauge{type="gorm",name="db",index="idle"} 1
# HELP nodejs_active_handles_total Number of active handles.
# TYPE nodejs_active_handles_total gauge
nodejs_active_handles_total 4
`;
    expect(await lines(page, { catalog })).toEqual([]);
  });

  it('leaves user metrics undeclared in peace while no module is listed', async () => {
    const bare = createServiceCatalog({ service: { name: 'orders' } }, []);
    expect(await lines(goodPage, { catalog: bare })).toEqual([]);
  });

  it.each([
    ['NUL in a name', Buffer.from('custom\0_bytes 1\n')],
    ['invalid UTF-8', Buffer.from([0x61, 0x7b, 0x62, 0x3d, 0x22, 0xff, 0x22, 0x7d, 0x20, 0x31, 0x0a])],
    ['a line of 2 MiB', Buffer.from(`custom_x_bytes{a="${'x'.repeat(2 << 20)}"} 1\n`)],
    ['100,000 opened braces', Buffer.from('{'.repeat(100_000))],
  ])('reports %s', async (_, bytes) => {
    expect((await check(bytes)).counts.get('exposition-syntax')?.count).toBeGreaterThan(0);
  });

  it('reads pages that come in pieces of any size', async () => {
    const bytes = Buffer.from(`${goodPage}custom_x_bytes{a="äöü€😀"} x\n`);
    for (const size of [1, 2, 3, 7, 64]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const { problems } = await checkExposition(pieces, { file: 'page' });
      expect(problems.map(({ text }) => text)).toEqual(['`x` is no number.']);
    }
  });

  it('keeps a hundred problems of a policy and counts the others', async () => {
    const { problems, counts } = await check('x\n'.repeat(5000));
    expect(problems.filter(({ policy }) => policy === 'exposition-syntax')).toHaveLength(100);
    expect(counts.get('exposition-syntax')).toEqual({ severity: 'error', count: 5000 });
  });
});
