import fc from 'fast-check';
import type { KubernetesConfig } from '../../src/catalog/kubernetes-config.js';
import type { ServiceConfig } from '../../src/catalog/service-config.js';

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const operation = fc.constantFrom(
  ...['http.server.request', 'grpc.server.unary', 'http.client.request', 'sql.client.query'],
  ...['redis.client.command', 'kafka.client.send', 'job.cron.run'],
);
const metric = fc.record({
  name: fc
    .tuple(fc.constantFrom('orders', 'Items', 'istanbul', 'zebra'), fc.integer({ min: 0, max: 30 }))
    .map(([word, i]) => `custom_${word.toLowerCase()}_${i}_total`),
  help: fc.constantFrom('Things.', 'Größe in Stück.', 'İstanbul ıi.', '件数。'),
});
const kubernetes: fc.Arbitrary<KubernetesConfig> = fc.record(
  {
    discovery: fc.constantFrom('annotations' as const, 'operator' as const),
    dashboards: fc.constantFrom('config-map' as const, 'grafana-operator' as const, 'none' as const),
    labels: fc.constantFrom<Record<string, string>>({ release: 'monitoring', a: 'b' }, { z: '1', a: '2' }),
    chart: fc.boolean(),
  },
  { requiredKeys: [] },
);
const config: fc.Arbitrary<ServiceConfig> = fc.record({
  service: fc.record({
    name: fc.constantFrom('orders', 'no', 'i-service', 'a'.repeat(40)),
    environment: fc.constantFrom('pro', 'Demo', 'on'),
  }),
  operations: fc.uniqueArray(operation, { minLength: 1, maxLength: 7 }),
  conventions: fc.record(
    {
      logDialect: fc.constantFrom('zap' as const, 'ego' as const, 'ecs' as const),
      namespace: fc.constantFrom('ego', 'shop'),
    },
    { requiredKeys: [] },
  ),
  generate: fc.record(
    { lang: fc.constantFrom('en' as const, 'zh' as const), kubernetes: optional(kubernetes) },
    { requiredKeys: [] },
  ),
});

/** Configurations of services, and the metrics they declare. */
export const randomServices = fc.record({
  config,
  metrics: fc.uniqueArray(metric, { maxLength: 8, selector: ({ name }) => name }),
});
