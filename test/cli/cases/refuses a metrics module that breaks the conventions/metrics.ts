import { defineCounter } from '../../../../src/catalog/define-metric.js';

export const orders = defineCounter({ name: 'orders' as never, help: 'Orders.' });
