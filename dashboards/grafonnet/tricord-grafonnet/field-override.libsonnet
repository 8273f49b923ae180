// Overrides: what is different for some of a panel's fields. `new` says which, `with*` what.
local matcher(id) = {
  new(value): { matcher: { id: id, options: value } },
  withProperty(id, value): { properties+: [{ id: id, value: value }] },
  // Takes the options that a panel would be given: `fieldConfig.defaults`, of which `custom` is one level deeper.
  withPropertiesFromOptions(options):
    local flatten(fields, prefix) = std.flattenArrays([
      if prefix == '' && name == 'custom' then flatten(fields.custom, 'custom.')
      else [{ id: prefix + name, value: fields[name] }]
      for name in std.objectFields(fields)
    ]);
    { properties+: flatten(options.fieldConfig.defaults, '') },
};

{
  byName: matcher('byName'),
  byRegexp: matcher('byRegexp'),
  byType: matcher('byType'),
  byQuery: matcher('byFrameRefID'),
  byValue: matcher('byValue'),
}
