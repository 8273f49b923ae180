// `g.util.dashboard`: options of variables that are written down.
local choices = import 'variable-values.libsonnet';

local trim(text) = std.stripChars(text, ' ');

{
  // Options of a custom variable from its query text, `value` or `key : value`, separated by commas.
  getOptionsForCustomQuery(query, multi=false):
    local parse(item) =
      local text = trim(item);
      local at = std.findSubstr(' : ', text);
      if at == [] then { key: text, value: text } else { key: text[:at[0]], value: text[at[0] + 3:] };
    { multi:: multi } + choices.listed([parse(item) for item in std.split(query, ',')]) + { query: query },
}
