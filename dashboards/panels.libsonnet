// A panel from a signal: the catalog knows title, description, unit and queries, looks.libsonnet what is particular, and
// this file how all of them are shown.
local g = import 'g.libsonnet';
local looks = import 'looks.libsonnet';
local uid = import 'uid.libsonnet';

local datasource = '${datasource}';
local letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
// A, B … Z, A1 …
local refId(i) = letters[i % 26] + (if i < 26 then '' else std.toString(std.floor(i / 26)));

// `made` when the look has that property, else nothing.
local when(look, property, made) = if std.objectHas(look, property) then made(look[property]) else {};

local targets(signal, look) = std.mapWithIndex(
  function(i, target)
    local prometheus = g.query.prometheus;
    prometheus.new(datasource, target.expr)
    + prometheus.withRefId(refId(i))
    + prometheus.withLegendFormat(target.legend)
    + when(target, 'instant', function(instant) prometheus.withInstant(instant) + prometheus.withRange(!instant))
    + when(look, 'exemplars', function(exemplars) prometheus.withExemplar(exemplars))
    + (if signal.type == 'table' then prometheus.withFormat('table') else {}),
  signal.targets
);

// The same board with the chosen row's value of a variable, and everything else kept.
local kept = std.join('&', ['${%s:queryparam}' % name for name in ['datasource', 'version', 'app', 'namespace']]);

// What tells more than a panel: a board of the service, then logs and traces where the service says where they are.
local linksOf(context, look) =
  local toBoard = when(look, 'board', function(board) { links: [{
    title: context.words.links.board % context.words.boards[board].title,
    url: '/d/%s?${instance:queryparam}&%s&${__url_time_range}' % [uid(context.catalog.service.name, board), kept],
  }] });
  std.get(toBoard, 'links', []) + (
    if std.objectHas(look, 'about') then [
      { title: context.words.links[link.id][link.about], url: link.url, targetBlank: true }
      for link in context.catalog.links
      if link.about == look.about
    ] else []
  );

// What panels of every type have.
local base(kind, signal, look, context) =
  kind.new(context.words.title(signal.id, signal.title))
  + kind.panelOptions.withDescription(signal.description)
  + kind.queryOptions.withDatasource('prometheus', datasource)
  + kind.queryOptions.withTargets(targets(signal, look))
  + kind.standardOptions.withUnit(signal.unit)
  + kind.standardOptions.withNoValue(context.words.none)
  + (local links = linksOf(context, look); if links == [] then {} else kind.standardOptions.withLinks(links))
  + when(look, 'decimals', kind.standardOptions.withDecimals)
  + when(look, 'max', kind.standardOptions.withMax)
  + when(look, 'thresholds', function(steps)
    kind.standardOptions.thresholds.withMode('absolute') + kind.standardOptions.thresholds.withSteps(steps))
  + when(look, 'colors', function(colors) kind.standardOptions.withOverrides([
    local override = kind.standardOptions.override.byRegexp;
    override.new(each.regexp) + override.withProperty('color', each.color)
    for each in colors
  ]));

local timeseries(signal, look, context) =
  local kind = g.panel.timeSeries;
  local custom = kind.fieldConfig.defaults.custom;
  local stacked = std.get(look, 'stacked', false);
  base(kind, signal, look, context)
  + kind.queryOptions.withInterval('$summarize')
  + (if std.objectHas(look, 'softMin') then custom.withAxisSoftMin(look.softMin) else kind.standardOptions.withMin(0))
  + kind.standardOptions.color.withMode('palette-classic')
  + custom.withLineWidth(if stacked then 1 else 2)
  + custom.withShowPoints('never')
  // Areas of lines that cross are mud; only parts of a whole are filled.
  + custom.withFillOpacity(if stacked then 25 else 0)
  + (if stacked then custom.stacking.withMode('normal') else {})
  + when(look, 'thresholds', function(_) custom.thresholdsStyle.withMode('dashed'))
  + kind.options.legend.withDisplayMode('table')
  + kind.options.legend.withPlacement('bottom')
  + kind.options.legend.withShowLegend()
  + kind.options.legend.withCalcs(['lastNotNull', 'max'])
  + kind.options.tooltip.withMode('multi')
  + kind.options.tooltip.withSort('desc');

local stat(signal, look, context) =
  local kind = g.panel.stat;
  local judged = std.objectHas(look, 'thresholds');
  base(kind, signal, look, context)
  + kind.queryOptions.withInterval('$summarize')
  + (if judged then kind.standardOptions.color.withMode('thresholds')
     else kind.standardOptions.color.withMode('fixed') + kind.standardOptions.color.withFixedColor('text'))
  + kind.options.withColorMode('value')
  + kind.options.withGraphMode('area')
  + kind.options.withJustifyMode('center')
  + kind.options.reduceOptions.withCalcs(['lastNotNull']);

// A pod that runs is well, one that has ended is over, and everything else wants a look.
local statusColours = [
  { type: 'value', options: { Running: { color: 'green', index: 0 }, Succeeded: { color: 'blue', index: 1 } } },
  { type: 'regex', options: { pattern: '^(?!Running$|Succeeded$).+', result: { color: 'red', index: 2 } } },
];

// Fields of the joined results become columns in the order of the signal; what it does not name is left out. The first
// column leads to the board of the instance.
local table(signal, look, context) =
  local kind = g.panel.table;
  local transformation = kind.queryOptions.transformation;
  local override = kind.standardOptions.override.byName;
  local columns = signal.columns;
  local titles = context.words.columns;
  local title(column) = titles[column.id];
  local fields = [column.field for column in columns];
  base(kind, signal, look, context)
  + kind.queryOptions.withTransformations([
    transformation.withId('filterFieldsByName') + transformation.withOptions({ include: { names: fields } }),
    // Rows of the same pod become one; results that are missing leave their columns empty.
    transformation.withId('merge') + transformation.withOptions({}),
    transformation.withId('organize')
    + transformation.withOptions({
      excludeByName: {},
      indexByName: { [fields[i]]: i for i in std.range(0, std.length(fields) - 1) },
      renameByName: { [column.field]: title(column) for column in columns },
    }),
  ])
  + kind.standardOptions.withOverrides([
    override.new(title(columns[0])) + override.withProperty('links', [{
      title: context.words.links.instance,
      url: '/d/%s?var-instance=${__data.fields["%s"]}&%s&${__url_time_range}' % [
        uid(context.catalog.service.name, 'instance'),
        titles.instance,
        kept,
      ],
    }]),
  ] + [
    override.new(title(column)) + override.withProperty('unit', column.unit)
    for column in columns
    if std.objectHas(column, 'unit')
  ] + [
    override.new(title(column)) + override.withProperty('custom.cellOptions', { type: 'color-text' })
    + override.withProperty('mappings', statusColours)
    for column in columns
    if column.id == 'status'
  ])
  + kind.fieldConfig.defaults.custom.withFilterable()
  + kind.options.withShowHeader()
  + kind.options.withCellHeight('sm')
  + kind.options.withSortBy([kind.options.sortBy.withDisplayName(title(columns[0]))]);

function(catalog, words)
  local context = { catalog: catalog, words: words };
  local types = { timeseries: timeseries, stat: stat, table: table };
  function(id)
    if std.objectHas(catalog.signals, id)
    then types[catalog.signals[id].type](catalog.signals[id] { id: id }, looks(id), context)
    else error 'The catalog has no signal `%s`.' % id
