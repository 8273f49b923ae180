// A board keeps its uid for ever: readable while it fits into Grafana's 40 characters, else ended by a hash.
local limit = 40;

function(service, board)
  local readable = 'tricord-%s-%s' % [service, board];
  if std.length(readable) <= limit then readable
  else '%s-%s' % [readable[:limit - 9], std.md5(readable)[:8]]
