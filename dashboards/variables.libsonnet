// The variables of the deck, in its order, as far as a board needs them. What they ask comes from the catalog; here is how
// they look and which value they start with.
local g = import 'g.libsonnet';

local variable = g.dashboard.variable;

function(catalog, words, names)
  local titles = words.variables;
  local datasource =
    variable.datasource.new('datasource', 'prometheus')
    + variable.datasource.generalOptions.withLabel(titles.datasource);
  local loki =
    variable.datasource.new('loki', 'loki')
    + variable.datasource.generalOptions.withLabel(titles.loki);

  local query(name) =
    variable.query.new(name, catalog.variables[name].query)
    + variable.query.withDatasourceFromVariable(datasource)
    + variable.query.generalOptions.withLabel(titles[name])
    + variable.query.refresh.onTime()
    + variable.query.withSort();

  local one(name, value) = query(name) + variable.query.generalOptions.withCurrent(value);

  local several(name) =
    query(name)
    + variable.query.selectionOptions.withMulti()
    + variable.query.selectionOptions.withIncludeAll(true, '.*')
    + variable.query.generalOptions.withCurrent('All', '$__all');

  local ordered = [
    one('version', catalog.service.environment),
    several('instance'),
    // The panels take it as their smallest interval, so that every rate is over at least as long.
    variable.interval.new('summarize', ['1m', '2m', '5m', '10m', '30m'])
    + variable.interval.generalOptions.withLabel(titles.summarize),
    several('method'),
    one('app', catalog.service.name),
    query('namespace'),
  ];

  [datasource]
  + [each for each in ordered if std.member(names, each.name)]
  + (if std.member([link.id for link in catalog.links], 'loki') then [loki] else [])
