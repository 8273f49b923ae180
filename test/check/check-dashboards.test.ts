import { describe, expect, it } from 'vitest';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { checkDashboards } from '../../src/check/check-dashboards.js';

const catalog = createServiceCatalog({ service: { name: 'orders' } }, []);
const datasource = { type: 'prometheus', uid: '${datasource}' };
const panel = {
  id: 2,
  title: 'Requests',
  description: 'Requests a second.',
  type: 'timeseries',
  datasource,
  fieldConfig: { defaults: { unit: 'reqps' } },
  targets: [
    {
      expr: 'sum by (app, $group) (rate(ego_server_handle_total{app=~"$app",method="[[method]]"}[$__rate_interval]))',
    },
    { expr: 'topk($top, ego_client_stats_gauge{app=~"$app"} offset $shift) > ${limit:raw}', datasource },
    { expr: '{app="x"} |= "error"', datasource: { type: 'loki', uid: '$loki' } },
  ],
};
const board = {
  title: 'Orders',
  schemaVersion: 39,
  templating: {
    list: [
      { name: 'datasource', type: 'datasource', query: 'prometheus' },
      { name: 'app', type: 'query', query: 'label_values(ego_build_info, app)', refresh: 2 },
      { name: 'top', type: 'custom', current: { value: '5' } },
      { name: 'limit', type: 'textbox', query: '0.5' },
      { name: 'shift', type: 'interval', query: '1h,1d' },
    ],
  },
  annotations: { list: [{ expr: 'changes(ego_build_info[5m])' }] },
  panels: [
    { id: 1, type: 'row', title: 'Row', panels: [panel] },
    { id: 3, type: 'text', title: 'Notes' },
  ],
};
const good = JSON.stringify(board, null, 2);

function lines(text: string, recorded?: ReadonlySet<string>): string[] {
  const [result] = checkDashboards([{ file: 'board.json', text }], catalog, recorded && { recorded });
  return (result?.problems ?? []).map(
    ({ policy, text: said, location }) => `${location?.line}:${location?.column} ${policy}: ${said}`,
  );
}

describe('checkDashboards', () => {
  it('finds nothing in a good dashboard', () => {
    expect(lines(good)).toEqual([]);
    expect(lines(JSON.stringify(board))).toEqual([]);
    expect(lines(JSON.stringify({ dashboard: board, meta: {} }))).toEqual([]);
    expect(checkDashboards([{ file: 'x', text: good }], catalog)[0]?.subjects).toBe(1);
  });

  it.each([
    [
      'an unknown metric',
      ['ego_server_handle_total', 'ego_server_handled_total'],
      '65:51 query-metric: Nothing emits `ego_server_handled_total`; did you mean `ego_server_handle_total`.',
    ],
    [
      'a broken expression',
      ['offset $shift)', 'offset $shift'],
      '68:24 query-syntax: The expression ends too early.',
    ],
    [
      'an unknown metric of an annotation',
      ['changes(ego_build_info', 'changes(ego_built_info'],
      'Nothing emits `ego_built_info`; did you mean `ego_build_info`.',
    ],
    [
      'a missing description',
      ['Requests a second.', ''],
      'dashboard-panel: Panel `Requests` has no description.',
    ],
    ['a missing unit', ['reqps', ''], 'dashboard-panel: Panel `Requests` has no unit'],
    [
      'a missing title',
      ['"title": "Requests"', '"title": ""'],
      'dashboard-panel: A timeseries panel has no title.',
    ],
    [
      'a data source by name',
      ['"uid": "${datasource}"', '"uid": "P1809F7CD0C75ACF3"'],
      'dashboard-panel: Panel `Requests` names data source `P1809F7CD0C75ACF3`, which other Grafanas do not have; use a variable.',
    ],
    ['an id twice', ['"id": 3', '"id": 2'], 'dashboard-file: Panel id 2 stands twice.'],
    ['no title of its own', ['"title": "Orders",', ''], 'dashboard-file: The dashboard has no title.'],
    ['a cut file', [good.slice(-200), ''], 'dashboard-file: The file is not JSON: it breaks off here.'],
    ['a list', [good, '[]'], '1:1 dashboard-file: The file is a list, not a dashboard.'],
    [
      'a key twice',
      ['"schemaVersion": 39', '"schemaVersion": 39, "title": "x"'],
      'dashboard-file: The file is not JSON: key `title` stands twice.',
    ],
    [
      'a rate over a fixed range',
      ['[$__rate_interval]', '[5m]'],
      'dashboard-target: Panel `Requests` takes a rate over `[5m]`',
    ],
    [
      'a variable that stays as it was',
      ['"refresh": 2', '"refresh": 1'],
      'dashboard-variable: Variable `app`',
    ],
    ['no choice of a data source', ['"type": "datasource"', '"type": "custom"'], 'has no variable to choose'],
    [
      'an editable board',
      ['"schemaVersion": 39', '"editable": true'],
      'dashboard-editable: The dashboard may',
    ],
    [
      'a selector that follows no variable',
      ['ego_client_stats_gauge{app=~\\"$app\\"}', 'ego_client_stats_gauge'],
      'dashboard-selector: Panel `Requests` asks `ego_client_stats_gauge` of everything there is, while others follow `app`, `method`',
    ],
    [
      'a broken log query',
      ['|= \\"error\\"', '|= |'],
      'dashboard-logql: The log query does not parse at `|`.',
    ],
    [
      'a log query without its end',
      ['{app=\\"x\\"} |= \\"error\\"', '{app=\\"x\\"'],
      'dashboard-logql: The log query ends too early.',
    ],
    [
      'a log query over a fixed range',
      ['{app=\\"x\\"} |= \\"error\\"', 'rate({app=\\"x\\"}[5m])'],
      'dashboard-logql: The log query takes a range of `[5m]`',
    ],
    ['no panels', [good, '{"title":"x"}'], 'dashboard-file: The dashboard has no panels.'],
  ])('finds %s', (_, [from = '', to = ''], expected) => {
    const text = good.replace(from, () => to);
    expect(text).not.toBe(good);
    expect(lines(text).join('\n')).toContain(expected);
  });

  it('judges names of recording rules only when rules are at hand', () => {
    const text = good.replace('ego_client_stats_gauge', 'app:requests:rate5m');
    expect(lines(text)).toEqual([]);
    expect(lines(text, new Set(['app:requests:rate5m']))).toEqual([]);
    expect(lines(text, new Set()).join()).toContain('Nothing emits `app:requests:rate5m`');
  });

  it('takes any expression of up to 100,000 levels without a throw', () => {
    expect(lines(`${'{"panels":['.repeat(50_000)}`).join()).toContain('dashboard-file');
    expect(lines(`{"title":"x","panels":${'['.repeat(100_000)}${']'.repeat(100_000)}}`).join()).toContain(
      'dashboard-file',
    );
  });
});
