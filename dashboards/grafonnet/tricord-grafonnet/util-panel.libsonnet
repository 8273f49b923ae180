// `g.util.panel`: going through the panels of a dashboard, where those of a row are inside it or follow it.
local isRow(panel) = panel.type == 'row';
local inside(panel) = std.get(panel, 'panels', []);
local place(panel) = std.get(panel, 'gridPos', {});

{
  local this = self,

  // Numbers panels from 1 as they are read, those inside a row after the row.
  setPanelIDs(panels, overrideExistingIDs=true):
    local number(state, panel) =
      local own = if overrideExistingIDs || !std.objectHas(panel, 'id') then { id: state.next } else {};
      local nested = std.foldl(number, inside(panel), { next: state.next + 1, panels: [] });
      {
        next: nested.next,
        panels: state.panels + [
          panel + own + (if isRow(panel) && std.objectHas(panel, 'panels') then { panels: nested.panels } else {}),
        ],
      };
    std.foldl(number, panels, { next: 1, panels: [] }).panels,

  getPanelIDs(panels): std.flattenArrays([
    [std.get(panel, 'id')] + (if isRow(panel) then this.getPanelIDs(inside(panel)) else [])
    for panel in panels
  ]),

  // Panels up to the first row.
  getPanelsBeforeNextRow(panels):
    local rows = [i for i in std.range(0, std.length(panels) - 1) if isRow(panels[i])];
    if rows == [] then panels else panels[:rows[0]],

  // Puts the panels that follow a row into it.
  groupPanelsInRows(panels):
    std.foldl(
      function(grouped, panel)
        local last = std.length(grouped) - 1;
        if isRow(panel) || last < 0 || !isRow(grouped[last]) then grouped + [panel]
        else grouped[:last] + [grouped[last] { panels: inside(grouped[last]) + [panel] }],
      panels,
      []
    ),

  // Applies `func` to the rows only.
  mapToRows(func, panels): [if isRow(panel) then func(panel) else panel for panel in panels],

  // Gives a panel the place it lacks, and a row its two fields.
  sanitizePanel(panel, defaultX=0, defaultY=0, defaultHeight=8, defaultWidth=8):
    local at = place(panel);
    if isRow(panel) then panel {
      collapsed: std.get(panel, 'collapsed', false),
      panels: [this.sanitizePanel(child, defaultX, defaultY, defaultHeight, defaultWidth) for child in inside(panel)],
      gridPos: { x: 0, y: std.get(at, 'y', defaultY), w: 24, h: 1 },
    } else panel {
      gridPos: at {
        x: std.get(at, 'x', defaultX),
        y: std.get(at, 'y', defaultY),
        h: std.get(at, 'h', defaultHeight),
        w: std.get(at, 'w', defaultWidth),
      },
    },

  // The lowest line at which a panel touches none of those before it, as Grafana lets panels fall upwards.
  calculateLowestYforPanel(panel, panels):
    local at = place(panel);
    local under = [
      place(other).y + place(other).h
      for other in panels
      if place(other).x < at.x + at.w && at.x < place(other).x + place(other).w
    ];
    std.foldl(std.max, under, 0),

  normalizeY(panels): std.foldl(
    function(done, panel) done + [panel { gridPos+: { y: this.calculateLowestYforPanel(panel, done) } }],
    panels,
    []
  ),

  // The same inside a row, below its line.
  normalizeYInRow(rowPanel): rowPanel {
    panels: [
      panel { gridPos+: { y+: place(rowPanel).y + 1 } }
      for panel in this.normalizeY(inside(rowPanel))
    ],
  },

  // Moves the panels of an open row behind it and those behind a closed one into it.
  resolveCollapsedFlagOnRows(panels): std.flattenArrays([
    if isRow(panel) && !std.get(panel, 'collapsed', false) then [panel { panels: [] }] + inside(panel) else [panel]
    for panel in this.groupPanelsInRows(panels)
  ]),

  // Where two panels ask the same of the same data source, the second takes the answer of the first.
  dedupeQueryTargets(panels):
    local asked(panel) = std.manifestJsonEx([std.get(panel, 'datasource'), std.get(panel, 'targets', [])], '');
    std.foldl(
      function(state, panel)
        local key = asked(panel);
        local reuse = {
          datasource: { type: 'datasource', uid: '-- Dashboard --' },
          targets: [{ refId: 'A', panelId: state.first[key] }],
        };
        if isRow(panel) || std.get(panel, 'targets', []) == [] then state { panels+: [panel] }
        else if std.objectHas(state.first, key) then state { panels+: [panel + reuse] }
        else state { panels+: [panel], first+: { [key]: panel.id } },
      panels,
      { panels: [], first: {} }
    ).panels,
}
