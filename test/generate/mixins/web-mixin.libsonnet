// A mixin as teams write them: grafonnet, variables, repeated rows, configuration, alerts with runbooks added by a map.
local g = import 'github.com/grafana/grafonnet/gen/grafonnet-latest/main.libsonnet';
local variable = g.dashboard.variable;
local prometheus = g.query.prometheus;
local panel = g.panel;

local datasource = variable.datasource.new('datasource', 'prometheus') + variable.datasource.generalOptions.withLabel('Data source');
local job =
  variable.query.new('job')
  + variable.query.withDatasourceFromVariable(datasource)
  + variable.query.queryTypes.withLabelValues('job', 'up')
  + variable.query.selectionOptions.withMulti()
  + variable.query.selectionOptions.withIncludeAll()
  + variable.query.refresh.onTime();

local target(expr, legend) = prometheus.new('${datasource}', expr) + prometheus.withLegendFormat(legend);

{
  _config+:: { selector: 'job=~"$job"', threshold: 0.05 },

  grafanaDashboards+:: {
    'web.json':
      g.dashboard.new('Web')
      + g.dashboard.withUid(std.md5('web')[0:16])
      + g.dashboard.withVariables([datasource, job])
      + g.dashboard.withPanels(g.util.grid.wrapPanels([
        panel.row.new('Traffic'),
        panel.stat.new('Rate') + panel.stat.queryOptions.withTargets([target('sum(rate(http_requests_total{%s}[5m]))' % $._config.selector, 'rate')]) + panel.stat.standardOptions.withUnit('reqps'),
        panel.timeSeries.new('Latency')
        + panel.timeSeries.queryOptions.withTargets([target('histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{%s}[5m])))' % $._config.selector, 'p99')])
        + panel.timeSeries.fieldConfig.defaults.custom.stacking.withMode('normal')
        + panel.timeSeries.standardOptions.withOverrides([
          panel.timeSeries.fieldOverride.byName.new('p99') + panel.timeSeries.fieldOverride.byName.withProperty('color', { mode: 'fixed', fixedColor: 'red' }),
        ]),
        panel.table.new('Targets') + panel.table.queryOptions.withTransformations([panel.table.queryOptions.transformation.withId('merge')]),
      ], 8, 7)),
  },

  prometheusAlerts+:: {
    groups+: [
      group { rules: [rule { annotations+: { runbook_url: 'https://runbooks.example/' + std.asciiLower(rule.alert) } } for rule in group.rules] }
      for group in [{
        name: 'web',
        rules: [{
          alert: 'WebErrors',
          expr: |||
            sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
            /
            sum by (job) (rate(http_requests_total[5m]))
            > %(threshold)s
          ||| % $._config,
          'for': '10m',
          labels: { severity: 'critical' },
          annotations: { summary: 'Errors.' },
        }],
      }]
    ],
  },
}
