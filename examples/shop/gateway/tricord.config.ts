import { defineConfig } from 'tricord';

export default defineConfig({
  service: { name: 'shop-gateway', governorPort: 9003, environment: 'demo' },
  metrics: ['./metrics.ts'],
});
