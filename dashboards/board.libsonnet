// One board of a service. A group of signals of the catalog is a row; which groups, and how much of them, says the spec:
// { id, groups: [id or { id, only: [signals] } or { id, first: n }], variables: [names] }.
local g = import 'g.libsonnet';
local layout = import 'layout.libsonnet';
local titles = import 'titles.libsonnet';

// How high the panels of a group are, and how many places each line has; the last number holds for all further lines.
local shapes = {
  overview: { height: 4, places: [5, 4] },
  instances: { height: 6, places: [1] },
  own: { height: 7, places: [3] },
  pools: { height: 7, places: [3] },
  runtime: { height: 7, places: [4] },
  telemetry: { height: 7, places: [4] },
};
local serverShape = { height: 8, places: [3, 4] };
local clientShape = { height: 8, places: [3] };
local shapeOf(group) = std.get(shapes, group, if std.endsWith(group, 'Server') then serverShape else clientShape);

local split(ids, places) =
  local count = std.min(places[0], std.length(ids));
  if ids == [] then []
  else [{ places: places[0], ids: ids[:count] }] + split(ids[count:], if std.length(places) > 1 then places[1:] else places);

local choose(ids, part) =
  if std.objectHas(part, 'only') then [id for id in ids if std.member(part.only, id)]
  else if std.objectHas(part, 'first') then ids[:std.min(part.first, std.length(ids))]
  else ids;

function(catalog, spec)
  local service = catalog.service.name;
  local panel = (import 'panels.libsonnet')(catalog);
  local words = titles.boards[spec.id];
  local rows = [
    local shape = shapeOf(part.id);
    {
      title: std.get(titles.rows, part.id, part.id),
      height: shape.height,
      lines: [
        { places: line.places, panels: [panel(id) for id in line.ids] }
        for line in split(choose(catalog.groups[part.id], part), shape.places)
      ],
    }
    for part in spec.groups
    if std.objectHas(catalog.groups, part.id)
  ];
  local link = g.dashboard.link.dashboards;

  g.dashboard.new('%s / %s' % [service, words.title])
  + g.dashboard.withDescription('%s %s' % [words.description, titles.generated % service])
  + g.dashboard.withUid((import 'uid.libsonnet')(service, spec.id))
  + g.dashboard.withTags(['tricord', service])
  + g.dashboard.withEditable(false)
  + g.dashboard.withTimezone('browser')
  + g.dashboard.withRefresh('30s')
  + g.dashboard.time.withFrom('now-1h')
  + g.dashboard.graphTooltip.withSharedTooltip()
  // The other boards of the service stand side by side in the head, as the tabs of the deck do.
  + g.dashboard.withLinks([
    link.new(service, [service]) + link.options.withKeepTime() + link.options.withIncludeVars(),
  ])
  + g.dashboard.withVariables((import 'variables.libsonnet')(catalog, spec.variables))
  + g.dashboard.withPanels(layout(rows))
