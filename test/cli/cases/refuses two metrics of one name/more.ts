import { defineCounter } from '../../../../src/catalog/define-metric.js';

export default {
  counters: [defineCounter({ name: 'custom_orders_created_total', help: 'Others.' })],
};
