// One board of a service: rows of the groups of signals that its spec names, then the rows that an extension adds, each
// { title, panels } with `height` and `places` if it likes.
local g = import 'g.libsonnet';
local layout = import 'layout.libsonnet';

// How high the panels of a group are, and how many places each line has; the last number holds for all further lines.
local shapes = {
  overview: { height: 4, places: [5, 4] },
  slos: { height: 6, places: [3] },
  instances: { height: 7, places: [1] },
  process: { height: 7, places: [3] },
  jobs: { height: 7, places: [4] },
  own: { height: 7, places: [3] },
  pools: { height: 7, places: [3] },
  messaging: { height: 7, places: [2] },
  breakers: { height: 7, places: [2] },
  runtime: { height: 8, places: [4, 3] },
  telemetry: { height: 7, places: [3, 2] },
};
local serverShape = { height: 8, places: [3, 4] };
local threes = { height: 8, places: [3] };
local shapeOf(group) = std.get(shapes, group, if std.endsWith(group, 'Server') then serverShape else threes);

local split(panels, places) =
  local count = std.min(places[0], std.length(panels));
  if panels == [] then []
  else [{ places: places[0], panels: panels[:count] }] + split(panels[count:], if std.length(places) > 1 then places[1:] else places);

local choose(ids, part) =
  if std.objectHas(part, 'only') then [id for id in ids if std.member(part.only, id)]
  else if std.objectHas(part, 'first') then ids[:std.min(part.first, std.length(ids))]
  else ids;

function(catalog, words, panel)
  local service = catalog.service.name;
  local link = g.dashboard.link;
  local away = [
    link.link.new(words.links[each.id].all, each.url) + link.link.options.withTargetBlank()
    for each in catalog.links
    if each.about == 'all'
  ];

  function(id, spec)
    local title = words.boards[id].title;
    local rows = [
      local shape = shapeOf(part.id);
      // The places of a line that is not full are shared by the panels it has.
      local panels = [panel(signal) for signal in choose(catalog.groups[part.id], part)];
      local places = if std.objectHas(part, 'first') then [std.max(1, std.length(panels))] else shape.places;
      { title: std.get(words.rows, part.id, part.id), height: shape.height, lines: split(panels, places) }
      for part in spec.groups
      if std.objectHas(catalog.groups, part.id)
    ] + [
      { title: row.title, height: std.get(row, 'height', 8), lines: split(row.panels, [std.get(row, 'places', 3)]) }
      for row in std.get(spec, 'rows', [])
    ];

    g.dashboard.new('%s / %s' % [service, title])
    + g.dashboard.withDescription('%s %s' % [words.boards[id].description, words.generated % service])
    + g.dashboard.withUid((import 'uid.libsonnet')(service, id))
    + g.dashboard.withTags(['tricord', service])
    + g.dashboard.withEditable(false)
    + g.dashboard.withTimezone('browser')
    + g.dashboard.withRefresh('30s')
    + g.dashboard.time.withFrom('now-1h')
    + g.dashboard.graphTooltip.withSharedTooltip()
    // The other boards of the service stand side by side in the head, as the tabs of the deck do.
    + g.dashboard.withLinks([
      link.dashboards.new(service, [service]) + link.dashboards.options.withKeepTime() + link.dashboards.options.withIncludeVars(),
    ] + away)
    + g.dashboard.withVariables((import 'variables.libsonnet')(catalog, words, spec.variables))
    + g.dashboard.withPanels(layout(rows))
