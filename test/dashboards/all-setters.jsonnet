// Every setter of the library with what it writes when it is called with 1 and then with 2. What panels of every kind
// have is there for one of them.
local g = import 'github.com/grafana/grafonnet/gen/grafonnet-latest/main.libsonnet';

// Pinned by cases of their own, because they look at their argument.
local special = [
  'withDatasourceFromVariable',
  'withPanels',
  'withPanelsMixin',
  'withPropertiesFromOptions',
  'withAutoOption',
  'withSort',
  'withCurrent',
];

local call(f, one, two) =
  local count = std.length(f);
  if count == 0 then f()
  else if count == 1 then f(one)
  else if count == 2 then f(one, two)
  else f(one, two, one, two);

local isSetter(name) = std.startsWith(name, 'with') && !std.member(special, name);

local walk(object, names=std.objectFields(object)) = {
  [name]: if std.isFunction(object[name]) then call(object[name], 1, 2) + call(object[name], 2, 1) else walk(object[name])
  for name in names
  if std.isObject(object[name]) || std.isFunction(object[name]) && isSetter(name)
};

local parts(kind) = [part for part in ['options', 'fieldConfig'] if std.objectHas(kind, part)];

{
  panel: {
    [name]: walk(g.panel[name], if name == 'timeSeries' || name == 'row' then std.objectFields(g.panel[name]) else parts(g.panel[name]))
    for name in std.objectFields(g.panel)
  },
  query: walk(g.query),
  dashboard: walk(g.dashboard),
}
