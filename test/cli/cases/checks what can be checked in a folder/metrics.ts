import { defineCounter } from '../../../../src/catalog/define-metric.js';

export const ordersCreated = defineCounter({
  name: 'custom_orders_created_total',
  help: 'Orders that were created.',
  labels: { channel: ['web', 'app'] },
});
