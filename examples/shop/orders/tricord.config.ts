import { defineConfig } from 'tricord';

// The demo leaves out what a machine lacks; a service that always has both just lists them.
const { REDIS_URL, KAFKA_BROKERS } = process.env;

export default defineConfig({
  service: { name: 'shop-orders', governorPort: 9003, environment: 'demo' },
  metrics: ['./metrics.ts'],
  operations: [
    'grpc.server.unary',
    'sql.client.query',
    ...(REDIS_URL ? ['redis.client.command'] : []),
    ...(KAFKA_BROKERS ? ['kafka.client.send'] : []),
  ],
});
