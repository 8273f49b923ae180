// `g.query`: targets of the data sources that dashboards ask.
local source(type, setters) = setters {
  withDatasource(value): { datasource+: { type: type, uid: value } },
};

{
  prometheus: source('prometheus', import 'generated/prometheus.libsonnet') {
    new(datasource, expr): self.withDatasource(datasource) + self.withExpr(expr),
  },
  loki: source('loki', import 'generated/loki.libsonnet') {
    new(datasource, expr): self.withDatasource(datasource) + self.withExpr(expr),
  },
  tempo: source('tempo', import 'generated/tempo.libsonnet') {
    new(datasource, query, filters): self.withDatasource(datasource) + self.withQuery(query) + self.withFilters(filters),
  },
  testData: source('datasource', import 'generated/testData.libsonnet'),
}
