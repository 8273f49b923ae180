import { defineConfig } from 'tricord';

export default defineConfig({
  service: { name: 'shop-fulfilment', governorPort: 9003, environment: 'demo' },
  metrics: ['./metrics.ts'],
  operations: ['kafka.client.handle'],
});
