// `g.util.dashboard`: options of variables that are written down.
local choices = import 'variable-values.libsonnet';

local trim(text) = std.stripChars(text, ' ');

{
  // Options of a custom variable from its query text, `value` or `key : value`, separated by commas.
  getOptionsForCustomQuery(query, multi=false):
    local parse(item) =
      local parts = std.splitLimit(trim(item), ' : ', 1);
      { key: parts[0], value: parts[std.length(parts) - 1] };
    { multi:: multi } + choices.listed([parse(item) for item in std.split(query, ',')]) + { query: query },
}
