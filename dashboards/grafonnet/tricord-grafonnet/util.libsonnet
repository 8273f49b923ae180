// `g.util`: placing panels, going through them, and names.
{
  grid: import 'util-grid.libsonnet',
  panel: import 'util-panel.libsonnet',
  dashboard: import 'util-dashboard.libsonnet',
  string: {
    // Lower case, letters and digits only, dashes for spaces.
    slugify(string): std.strReplace(
      std.asciiLower(std.join('', [
        char
        for char in std.stringChars(string)
        if std.member(allowed, std.asciiLower(char))
      ])), ' ', '-'
    ),
    local allowed = 'abcdefghijklmnopqrstuvwxyz0123456789 ',
  },
}
