import { defineConfig } from 'tricord';

export default defineConfig({
  service: { name: 'shop-orders', governorPort: 9003, environment: 'demo' },
  metrics: ['./metrics.ts'],
  operations: ['grpc.server.unary', 'sql.client.query'],
});
