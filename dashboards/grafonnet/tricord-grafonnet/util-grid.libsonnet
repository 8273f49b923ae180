// `g.util.grid`: places for panels on the 24 columns of a dashboard; a row always breaks the line.
local panelUtil = import 'util-panel.libsonnet';

local columns = 24;
local isRow(panel) = panel.type == 'row';

{
  // Panels of one size, side by side; the panels of a collapsed row are placed inside it.
  makeGrid(panels, panelWidth=8, panelHeight=8, startY=0):
    local perLine = std.floor(columns / panelWidth);
    local inColumn(i, panel) = panelUtil.sanitizePanel(panel) {
      gridPos+: { x: panelWidth * (i % perLine), w: panelWidth, h: panelHeight },
    };
    local grouped = panelUtil.groupPanelsInRows(panels);
    local loose = [panel for panel in grouped if !isRow(panel)];
    local rows = [
      panelUtil.sanitizePanel(row { panels: [] }) { panels: std.mapWithIndex(inColumn, std.get(row, 'panels', [])) }
      for row in grouped
      if isRow(row)
    ];
    local opened = panelUtil.resolveCollapsedFlagOnRows(std.mapWithIndex(inColumn, loose) + rows);
    [
      panelUtil.mapToRows(panelUtil.normalizeYInRow, [panel { gridPos+: { y+: startY } }])[0]
      for panel in panelUtil.normalizeY(opened)
    ],

  // Panels of their own sizes, side by side while they fit. As in grafonnet, a new line starts as far below the last one
  // as the panel that begins it is high, and a row as far as `panelHeight`.
  wrapPanels(panels, panelWidth=8, panelHeight=8, startY=0):
    local put(state, panel) =
      local size = std.get(panel, 'gridPos', {});
      local w = std.get(size, 'w', panelWidth);
      local h = std.get(size, 'h', panelHeight);
      local fits = state.x + w <= columns;
      local at = { x: if fits then state.x else 0, y: if fits then state.y else state.y + h };
      { panels: state.panels + [panel { gridPos+: at { w: w, h: h } }], x: at.x + w, y: at.y };
    local putRow(state, row) =
      local y = state.y + panelHeight;
      local children = std.foldl(put, std.get(row, 'panels', []), { panels: [], x: 0, y: y + 1 });
      local held = if children.panels == [] then {} else { panels: children.panels };
      {
        panels: state.panels + [row + held { gridPos+: { x: state.x, y: y, w: 0, h: 1 } }],
        x: 0,
        y: children.y,
      };
    std.foldl(
      function(state, panel) if isRow(panel) then putRow(state, panel) else put(state, panel),
      panels,
      { panels: [], x: 0, y: startY }
    ).panels,
}
