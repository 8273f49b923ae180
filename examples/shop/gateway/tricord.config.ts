import { defineConfig } from 'tricord';

export default defineConfig({
  service: { name: 'shop-gateway', governorPort: 9003, environment: 'demo' },
  metrics: ['./metrics.ts'],
  operations: ['http.server.request', 'http.client.request', 'grpc.client.unary'],
});
