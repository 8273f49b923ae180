// Places for the panels of a board: rows of lines, every line divided into as many places as it says.
local g = import 'g.libsonnet';

local columns = 24;

local place(panel, x, y, w, h) = panel { gridPos: { x: x, y: y, w: w, h: h } };

// Places that do not divide evenly differ by one column; a line may have fewer panels than places.
local placeLine(line, y, height) =
  local edge(i) = std.floor(i * columns / line.places);
  std.mapWithIndex(function(i, panel) place(panel, edge(i), y, edge(i + 1) - edge(i), height), line.panels);

// Rows are { title, height, lines: [{ places, panels }] }; a row without lines is left out.
function(rows)
  std.foldl(
    function(board, row)
      local top = board.y + 1;
      {
        y: top + row.height * std.length(row.lines),
        panels: board.panels
                + [g.panel.row.new(row.title) + g.panel.row.withGridPos(board.y)]
                + std.flattenArrays(std.mapWithIndex(function(i, line) placeLine(line, top + row.height * i, row.height), row.lines)),
      },
    [row for row in rows if std.length(row.lines) > 0],
    { y: 0, panels: [] }
  ).panels
