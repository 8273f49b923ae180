import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { generateGrafonnetSetters } from '../../src/generate/grafonnet-library.js';
import { createGrafonnetResolver, renderGrafonnetError } from '../../src/generate/grafonnet-resolver.js';
import { evaluateJsonnet, type Json, type JsonnetError, manifestJson } from '../../src/jsonnet/index.js';
import { describeWith } from '../support/programs.js';
import { evaluateSnippet } from './evaluate-snippet.js';

const library = join(import.meta.dirname, '../../dashboards/grafonnet');
const listing = readFileSync(join(import.meta.dirname, 'all-setters.jsonnet'), 'utf8');
const importLine = "import 'github.com/grafana/grafonnet/gen/grafonnet-latest/main.libsonnet'";

const evaluateSetters = () =>
  evaluateJsonnet({ source: listing, resolver: createGrafonnetResolver([]) }).value;

/** Lists setters as `path.withName → what it writes`. */
function listSetters(value: Json, path = ''): string[] {
  return Object.entries(value as Record<string, Json>).flatMap(([name, part]) =>
    /^with[A-Z]/.test(name)
      ? [`${path}${name} ${JSON.stringify(part)}`]
      : listSetters(part, `${path}${name}.`),
  );
}

describe('the setters of the built-in grafonnet', () => {
  it('are what the rows generate', () => {
    const files = generateGrafonnetSetters();
    const folder = join(library, 'tricord-grafonnet/generated');
    expect(readdirSync(folder).sort()).toEqual(files.map((file) => file.path).sort());
    for (const file of files) expect(readFileSync(join(folder, file.path), 'utf8')).toBe(file.content);
  });

  it('write what they are pinned to', async () => {
    const lines = listSetters(evaluateSetters());
    console.log(`${lines.length} setters pinned`);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('all-setters.txt');
  });

  it.each([
    ['an array as it is', 'withCalcs(["a", "b"])', { options: { legend: { calcs: ['a', 'b'] } } }],
    ['one value as an array', 'withCalcs("a")', { options: { legend: { calcs: ['a'] } } }],
    ['true by default', 'withShowLegend()', { options: { legend: { showLegend: true } } }],
  ])('take %s', (_, call, expected) => {
    expect(evaluateSnippet(`g.panel.timeSeries.options.legend.${call}`)).toEqual(expected);
  });
});

const variable = (code: string) => `local variable = g.dashboard.variable; ${code}`;
const datasource = "variable.datasource.new('datasource', 'prometheus')";

/** The behaviours that are more than a setter: what is called, and the whole of what it gives. */
const behaviours: [name: string, snippet: string, expected: unknown][] = [
  [
    'dashboard.new',
    "g.dashboard.new('Shop')",
    { title: 'Shop', schemaVersion: 39, timezone: 'utc', time: { from: 'now-6h', to: 'now' } },
  ],
  [
    'dashboard.withPanels, numbering panels as they are read',
    "g.dashboard.withPanels([{ type: 'a' }, { type: 'row', panels: [{ type: 'b', id: 9 }] }, { type: 'c' }])",
    {
      panels: [
        { type: 'a', id: 1 },
        { type: 'row', id: 2, panels: [{ type: 'b', id: 3 }] },
        { type: 'c', id: 4 },
      ],
    },
  ],
  [
    'dashboard.withPanels, leaving ids alone',
    "g.dashboard.withPanels({ type: 'a', id: 7 }, setPanelIDs=false)",
    { panels: [{ type: 'a', id: 7 }] },
  ],
  [
    'dashboard.withPanelsMixin, numbering what it adds to',
    "g.dashboard.withPanels({ type: 'a' }) + g.dashboard.withPanelsMixin({ type: 'b' })",
    {
      panels: [
        { type: 'a', id: 1 },
        { type: 'b', id: 2 },
      ],
    },
  ],
  [
    'dashboard.withVariablesMixin',
    "g.dashboard.withVariables({ name: 'a' }) + g.dashboard.withVariablesMixin({ name: 'b' })",
    { templating: { list: [{ name: 'a' }, { name: 'b' }] } },
  ],
  [
    'link.link.new',
    "g.dashboard.link.link.new('Docs', '/docs') + g.dashboard.link.link.options.withTargetBlank()",
    { type: 'link', title: 'Docs', url: '/docs', targetBlank: true },
  ],
  [
    'link.dashboards.new',
    "g.dashboard.link.dashboards.new('More', 'tricord')",
    { type: 'dashboards', title: 'More', tags: ['tricord'] },
  ],
  [
    'variable.datasource',
    variable(`${datasource} + variable.datasource.withRegex('prom.*')`),
    { name: 'datasource', type: 'datasource', query: 'prometheus', regex: 'prom.*' },
  ],
  [
    'variable.query of label values',
    variable(`variable.query.new('pod') + variable.query.withDatasourceFromVariable(${datasource})
      + variable.query.queryTypes.withLabelValues('pod', 'up{job="a"}') + variable.query.refresh.onTime()
      + variable.query.selectionOptions.withMulti() + variable.query.selectionOptions.withIncludeAll(true, '.+')`),
    {
      name: 'pod',
      type: 'query',
      datasource: { type: 'prometheus', uid: '${datasource}' },
      query: 'label_values(up{job="a"}, pod)',
      refresh: 2,
      multi: true,
      includeAll: true,
      allValue: '.+',
    },
  ],
  [
    'variable.query of a label alone',
    variable("variable.query.queryTypes.withLabelValues('pod')"),
    { query: 'label_values(pod)' },
  ],
  [
    'variable.query of a result',
    variable("variable.query.queryTypes.withQueryResult('up')"),
    { query: 'query_result(up)' },
  ],
  [
    'variable.query.withSort',
    variable(`[variable.query.withSort().sort, variable.query.withSort(asc=false).sort,
      variable.query.withSort(type='numerical').sort, variable.query.withSort(type='numerical', asc=false).sort,
      variable.query.withSort(caseInsensitive=true).sort, variable.query.withSort(caseInsensitive=true, asc=false).sort,
      variable.query.withSort(7).sort]`),
    [1, 2, 3, 4, 5, 6, 7],
  ],
  [
    'variable.custom',
    variable("variable.custom.new('size', ['s', { key: 'large', value: 'l' }])"),
    {
      name: 'size',
      type: 'custom',
      query: 's : s,large : l',
      current: { selected: false, text: 's', value: 's' },
      options: [
        { selected: true, text: 's', value: 's' },
        { selected: false, text: 'large', value: 'l' },
      ],
    },
  ],
  [
    'variable.custom of several values',
    variable("(variable.custom.new('size', ['s']) + variable.custom.selectionOptions.withMulti()).current"),
    { selected: false, text: ['s'], value: ['s'] },
  ],
  [
    'variable.interval with an automatic one',
    variable("variable.interval.new('every', ['1m', '5m']) + variable.interval.withAutoOption(20, '15s')"),
    {
      name: 'every',
      type: 'interval',
      query: '1m,5m',
      auto: true,
      auto_count: 20,
      auto_min: '15s',
      current: { selected: false, text: 'auto', value: '$__auto_interval_every' },
      options: [
        { selected: true, text: 'auto', value: '$__auto_interval_every' },
        { selected: false, text: '1m', value: '1m' },
        { selected: false, text: '5m', value: '5m' },
      ],
    },
  ],
  [
    'variable.textbox',
    variable("variable.textbox.new('filter', 'a')"),
    {
      name: 'filter',
      type: 'textbox',
      query: 'a',
      current: { selected: false, text: 'a', value: 'a' },
      options: [{ selected: false, text: 'a', value: 'a' }],
    },
  ],
  [
    'variable.constant, hidden',
    variable("variable.constant.new('cluster', 'eu')"),
    {
      name: 'cluster',
      type: 'constant',
      query: 'eu',
      hide: 2,
      current: { selected: false, text: 'eu', value: 'eu' },
      options: [{ selected: false, text: 'eu', value: 'eu' }],
    },
  ],
  [
    'variable.adhoc',
    variable(`variable.adhoc.newFromDatasourceVariable('filters', ${datasource})`),
    { name: 'filters', type: 'adhoc', datasource: { type: 'prometheus', uid: '${datasource}' } },
  ],
  [
    'generalOptions.withCurrent of one and of several values',
    variable(`[variable.query.generalOptions.withCurrent('a').current,
      (variable.query.selectionOptions.withMulti() + variable.query.generalOptions.withCurrent('All', '$__all')).current]`),
    [
      { selected: false, text: 'a', value: 'a' },
      { selected: false, text: ['All'], value: ['$__all'] },
    ],
  ],
  [
    'panel.new',
    "g.panel.timeSeries.new('Rate')",
    {
      title: 'Rate',
      type: 'timeseries',
      pluginVersion: 'v11.4.0',
      datasource: { type: 'datasource', uid: '-- Mixed --' },
    },
  ],
  [
    'panelOptions.withGridPos of what is given',
    'g.panel.stat.panelOptions.withGridPos(h=4, x=0)',
    { gridPos: { h: 4, x: 0 } },
  ],
  [
    'panel.row.new',
    "g.panel.row.new('HTTP') + g.panel.row.withGridPos(5)",
    { type: 'row', title: 'HTTP', collapsed: false, gridPos: { h: 1, w: 24, x: 0, y: 5 } },
  ],
  [
    'override by name from options',
    `local table = g.panel.table; table.standardOptions.override.byName.new('Age')
      + table.standardOptions.override.byName.withProperty('decimals', 0)
      + table.standardOptions.override.byName.withPropertiesFromOptions(
        table.standardOptions.withUnit('s') + table.fieldConfig.defaults.custom.withAlign('right')
        + table.standardOptions.color.withMode('fixed'))`,
    {
      matcher: { id: 'byName', options: 'Age' },
      properties: [
        { id: 'decimals', value: 0 },
        { id: 'color', value: { mode: 'fixed' } },
        { id: 'custom.align', value: 'right' },
        { id: 'unit', value: 's' },
      ],
    },
  ],
  [
    'overrides by the other matchers',
    "[g.panel.stat.fieldOverride[by].new(1).matcher.id for by in ['byRegexp', 'byType', 'byQuery', 'byValue']]",
    ['byRegexp', 'byType', 'byFrameRefID', 'byValue'],
  ],
  [
    'query.prometheus.new',
    "g.query.prometheus.new('$datasource', 'up')",
    { datasource: { type: 'prometheus', uid: '$datasource' }, expr: 'up' },
  ],
  ['query.loki.new', "g.query.loki.new('l', '{}')", { datasource: { type: 'loki', uid: 'l' }, expr: '{}' }],
  [
    'query.tempo.new',
    "g.query.tempo.new('t', 'q', [])",
    { datasource: { type: 'tempo', uid: 't' }, query: 'q', filters: [] },
  ],
  ['util.string.slugify', "g.util.string.slugify('Hello, big World 2')", 'hello-big-world-2'],
  [
    'util.dashboard.getOptionsForCustomQuery',
    "g.util.dashboard.getOptionsForCustomQuery('a, b : 2')",
    {
      query: 'a, b : 2',
      current: { selected: false, text: 'a', value: 'a' },
      options: [
        { selected: true, text: 'a', value: 'a' },
        { selected: false, text: 'b', value: '2' },
      ],
    },
  ],
];

describe('the behaviours of the built-in grafonnet', () => {
  it.each(behaviours)('include %s', (_, snippet, expected) => {
    expect(evaluateSnippet(snippet)).toEqual(expected);
  });

  it('refuse a variable that is no data source', () => {
    expect(() =>
      evaluateSnippet(variable("variable.query.withDatasourceFromVariable({ name: 'x', type: 'custom' })")),
    ).toThrow('Variable `x` is of type `custom`');
  });

  it.each([
    ['v11.4.0', 39],
    ['v10.4.0', 36],
  ])('follow the version %s of the folder', (version, schemaVersion) => {
    const both = "[g.panel.stat.new('a').pluginVersion, g.dashboard.new('a').schemaVersion]";
    expect(evaluateSnippet(both, version)).toEqual([version, schemaVersion]);
  });
});

describe('a name outside of the built-in grafonnet', () => {
  it('fails with the name, a near one and what to do', () => {
    const resolver = createGrafonnetResolver([]);
    const source = `(${importLine}).panel.timeSeries.options.legend.withDisplyMode('table')`;
    let text = '';
    try {
      evaluateJsonnet({ source, resolver });
    } catch (error) {
      text = renderGrafonnetError(error as JsonnetError, resolver.usedLibrary());
    }
    expect(text).toContain('withDisplyMode');
    expect(text).toContain('withDisplayMode');
    expect(text).toContain('jb install');
  });
});

describe('a grafonnet of the user', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-grafonnet-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shadows the built-in one, which is said', () => {
    const vendored = join(folder, 'github.com/grafana/grafonnet/gen/grafonnet-latest');
    mkdirSync(vendored, { recursive: true });
    writeFileSync(join(vendored, 'main.libsonnet'), "{ whose: 'theirs' }");
    const resolver = createGrafonnetResolver([folder]);
    expect(evaluateJsonnet({ source: `(${importLine}).whose`, resolver }).value).toBe('theirs');
    expect(resolver.usedLibrary()).toContain(folder);
  });

  it('is not claimed when there is none', () => {
    const resolver = createGrafonnetResolver([folder]);
    evaluateJsonnet({ source: "std.length(import 'grafonnet-latest/main.libsonnet')", resolver });
    expect(resolver.usedLibrary()).toBe('built-in');
  });
});

describeWith(['jsonnet'], "Debian's jsonnet", () => {
  it('sees the same setters', () => {
    const file = join(import.meta.dirname, 'all-setters.jsonnet');
    const theirs = execFileSync('jsonnet', ['-J', library, file], { encoding: 'utf8' });
    expect(`${manifestJson(evaluateSetters())}\n`).toBe(theirs);
  });

  it.each(behaviours)('agrees about %s', (_, snippet, expected) => {
    const code = `local g = ${importLine}; ${snippet}`;
    const theirs: unknown = JSON.parse(
      execFileSync('jsonnet', ['-J', library, '-e', code], { encoding: 'utf8' }),
    );
    expect(theirs).toEqual(expected);
  });
});
