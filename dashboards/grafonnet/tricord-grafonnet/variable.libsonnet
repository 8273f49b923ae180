// `g.dashboard.variable`: the seven kinds of template variables.
local choices = import 'variable-values.libsonnet';

local typed(name, type) = { name: name, type: type };

local general = {
  generalOptions: {
    withName(value): { name: value },
    withLabel(value): { label: value },
    withDescription(value): { description: value },
    // A variable of several values holds its current value as an array.
    withCurrent(key, value=key): {
      local wrap(one) = if std.get(self, 'multi', false) && !std.isArray(one) then [one] else one,
      current: { selected: false, text: wrap(key), value: wrap(value) },
    },
    showOnDashboard: {
      withLabelAndValue(): { hide: 0 },
      withValueOnly(): { hide: 1 },
      withNothing(): { hide: 2 },
    },
  },
};

local selection = {
  selectionOptions: {
    withMulti(value=true): { multi: value },
    withIncludeAll(value=true, customAllValue=null): {
      includeAll: value,
      [if customAllValue != null then 'allValue']: customAllValue,
    },
  },
};

local fromDatasource = {
  withDatasource(type, uid): { datasource: { type: type, uid: uid } },
  withDatasourceFromVariable(variable):
    if variable.type == 'datasource' then self.withDatasource(variable.query, '${%s}' % variable.name)
    else error 'Variable `%s` is of type `%s`, not `datasource`.' % [variable.name, variable.type],
};

// Alphabetical, then numerical; each ascending and descending, and alphabetical once more for any case.
local sortNumber(type, asc, caseInsensitive) =
  (if type == 'numerical' then 3 else if caseInsensitive then 5 else 1) + (if asc then 0 else 1);

{
  query: general + selection + fromDatasource {
    new(name, query=''): typed(name, 'query') { query: query },
    queryTypes: {
      withLabelValues(label, metric=''): {
        query: if metric == '' then 'label_values(%s)' % label else 'label_values(%s, %s)' % [metric, label],
      },
      withQueryResult(query): { query: 'query_result(%s)' % query },
    },
    withRegex(value): { regex: value },
    withSort(i=0, type='alphabetical', asc=true, caseInsensitive=false): {
      sort: if i != 0 then i else sortNumber(type, asc, caseInsensitive),
    },
    refresh: {
      onLoad(): { refresh: 1 },
      onTime(): { refresh: 2 },
    },
    withRefresh(value): { refresh: value },
  },

  datasource: general + selection {
    new(name, type): typed(name, 'datasource') { query: type },
    withRegex(value): { regex: value },
  },

  custom: general + selection {
    new(name, values): typed(name, 'custom') + choices.listed(values),
  },

  interval: general {
    new(name, values): typed(name, 'interval') + choices.listed(values, function(item) item.value),
    withAutoOption(count=30, minInterval='10s'): {
      local automatic = '$__auto_interval_' + self.name,
      values:: [{ key: 'auto', value: automatic }] + super.values,
      listed:: super.values,
      auto: true,
      auto_count: count,
      auto_min: minInterval,
    },
  },

  textbox: general {
    new(name, default=''): typed(name, 'textbox') + choices.single(default),
  },

  constant: general {
    new(name, value): typed(name, 'constant') { hide: 2 } + choices.single(value),
  },

  adhoc: general {
    new(name, type, uid): typed(name, 'adhoc') + fromDatasource.withDatasource(type, uid),
    newFromDatasourceVariable(name, variable): typed(name, 'adhoc') + fromDatasource.withDatasourceFromVariable(variable),
  },
}
