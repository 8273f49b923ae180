// A panel from a signal: the catalog knows title, description, unit and queries, looks.libsonnet what is particular, and
// this file how all of them are shown.
local g = import 'g.libsonnet';
local looks = import 'looks.libsonnet';
local titles = import 'titles.libsonnet';
local uid = import 'uid.libsonnet';

local datasource = '${datasource}';
local letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

// `made` when the look has that property, else nothing.
local when(look, property, made) = if std.objectHas(look, property) then made(look[property]) else {};

local targets(signal, look) = std.mapWithIndex(
  function(i, target)
    local prometheus = g.query.prometheus;
    prometheus.new(datasource, target.expr)
    + prometheus.withRefId(letters[i])
    + prometheus.withLegendFormat(target.legend)
    + when(target, 'instant', function(instant) prometheus.withInstant(instant) + prometheus.withRange(!instant))
    + when(look, 'exemplars', function(exemplars) prometheus.withExemplar(exemplars))
    + (if signal.type == 'table' then prometheus.withFormat('table') else {}),
  signal.targets
);

// What panels of every type have.
local base(kind, signal, look) =
  kind.new(signal.title)
  + kind.panelOptions.withDescription(signal.description)
  + kind.queryOptions.withDatasource('prometheus', datasource)
  + kind.queryOptions.withTargets(targets(signal, look))
  + kind.standardOptions.withUnit(signal.unit)
  + kind.standardOptions.withNoValue(titles.none)
  + when(look, 'decimals', kind.standardOptions.withDecimals)
  + when(look, 'max', kind.standardOptions.withMax)
  + when(look, 'thresholds', function(steps)
    kind.standardOptions.thresholds.withMode('absolute') + kind.standardOptions.thresholds.withSteps(steps))
  + when(look, 'colors', function(colors) kind.standardOptions.withOverrides([
    local override = kind.standardOptions.override.byRegexp;
    override.new(each.regexp) + override.withProperty('color', each.color)
    for each in colors
  ]));

local timeseries(signal, look) =
  local kind = g.panel.timeSeries;
  local custom = kind.fieldConfig.defaults.custom;
  local stacked = std.get(look, 'stacked', false);
  base(kind, signal, look)
  + kind.queryOptions.withInterval('$summarize')
  + (if std.objectHas(look, 'softMin') then custom.withAxisSoftMin(look.softMin) else kind.standardOptions.withMin(0))
  + kind.standardOptions.color.withMode('palette-classic')
  + custom.withLineWidth(1)
  + custom.withShowPoints('never')
  + custom.withFillOpacity(std.get(look, 'fill', if stacked then 25 else 8))
  + (if stacked then custom.stacking.withMode('normal') else {})
  + when(look, 'thresholds', function(_) custom.thresholdsStyle.withMode('dashed'))
  + kind.options.legend.withDisplayMode('table')
  + kind.options.legend.withPlacement('bottom')
  + kind.options.legend.withShowLegend()
  + kind.options.legend.withCalcs(['lastNotNull', 'max'])
  + kind.options.tooltip.withMode('multi')
  + kind.options.tooltip.withSort('desc');

local stat(signal, look) =
  local kind = g.panel.stat;
  local judged = std.objectHas(look, 'thresholds');
  base(kind, signal, look)
  + kind.queryOptions.withInterval('$summarize')
  + (if judged then kind.standardOptions.color.withMode('thresholds')
     else kind.standardOptions.color.withMode('fixed') + kind.standardOptions.color.withFixedColor('text'))
  + kind.options.withColorMode('value')
  + kind.options.withGraphMode('area')
  + kind.options.withJustifyMode('center')
  + kind.options.reduceOptions.withCalcs(['lastNotNull']);

// The same board with the chosen row's value of a variable, and everything else kept.
local linkTo(uid, variable, column) = {
  title: titles.links[variable],
  url: '/d/%s?var-%s=${__data.fields["%s"]}&%s&${__url_time_range}' % [
    uid,
    variable,
    column,
    std.join('&', ['${%s:queryparam}' % name for name in ['datasource', 'version', 'app', 'namespace']]),
  ],
};

// Labels become columns in the order of the look; what it does not name is left out. The first column leads to the
// board of the instance.
local table(signal, look, service) =
  local kind = g.panel.table;
  local transformation = kind.queryOptions.transformation;
  local columns = look.columns;
  base(kind, signal, look)
  + kind.queryOptions.withTransformations([
    transformation.withId('filterFieldsByName')
    + transformation.withOptions({ include: { names: columns } }),
    transformation.withId('organize')
    + transformation.withOptions({
      excludeByName: {},
      indexByName: { [columns[i]]: i for i in std.range(0, std.length(columns) - 1) },
      renameByName: { [name]: titles.columns[name] for name in columns },
    }),
  ])
  + kind.standardOptions.withOverrides([
    local override = kind.standardOptions.override.byName;
    override.new(titles.columns[columns[0]])
    + override.withProperty('links', [linkTo(uid(service, 'instance'), 'instance', titles.columns.instance)]),
  ])
  + kind.fieldConfig.defaults.custom.withFilterable()
  + kind.options.withShowHeader()
  + kind.options.withCellHeight('sm')
  + kind.options.withSortBy([kind.options.sortBy.withDisplayName(titles.columns[columns[0]])]);

function(catalog) function(id)
  local types = {
    timeseries: timeseries,
    stat: stat,
    table: function(signal, look) table(signal, look, catalog.service.name),
  };
  if std.objectHas(catalog.signals, id)
  then types[catalog.signals[id].type](catalog.signals[id], looks(id))
  else error 'The catalog has no signal `%s`.' % id
