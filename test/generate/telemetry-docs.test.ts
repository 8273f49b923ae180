import { expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { renderTelemetryDocs } from '../../src/generate/telemetry-docs.js';

it('tells the metrics of a service with the values of their labels', () => {
  const orders = defineCounter({
    name: 'custom_orders_total',
    help: 'Orders, web | app.',
    labels: { channel: ['web', 'app'], shop: { budget: 5 } },
  });
  const text = renderTelemetryDocs(createServiceCatalog({ service: { name: 'shop' } }, [orders]));
  expect(text).toContain('# Telemetry of shop\n');
  expect(text).toContain(
    '| `custom_orders_total` | counter | `channel`: `web`, `app`; `shop` | Orders, web \\| app. |\n',
  );
  expect(text).toContain('- `http.server.request`\n');
  expect(renderTelemetryDocs(createServiceCatalog({ service: { name: 'a' } }, []))).toContain(
    'It declares none.',
  );
});
