// How variables whose values are written down carry them: the query text, the options and the current one.
local pair(item) = if std.isObject(item) then item else { key: item, value: item };

{
  // `choices` are values or { key, value }; they stay visible to jsonnet under `values`.
  listed(choices, show=function(item) '%(key)s : %(value)s' % item): {
    values:: [pair(item) for item in choices],
    listed:: self.values,
    query: std.join(',', [show(item) for item in self.listed]),
    local first = self.values[0],
    local wrap(one) = if std.get(self, 'multi', false) then [one] else one,
    current: { selected: false, text: wrap(first.key), value: wrap(first.value) },
    options: $.options(self.values),
  },

  options(choices): std.mapWithIndex(
    function(i, item) { selected: i == 0, text: item.key, value: item.value },
    choices,
  ),

  single(value): {
    query: value,
    current: { selected: false, text: value, value: value },
    options: [self.current],
  },
}
