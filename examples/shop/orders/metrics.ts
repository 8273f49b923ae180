import { defineCounter, defineGauge, defineHistogram } from 'tricord';

/** Orders by product line. */
export const ordersCreated = defineCounter({
  name: 'custom_orders_created_total',
  help: 'Orders that were stored.',
  labels: { product: ['book', 'lamp', 'other'] },
});

/** Size of the order documents. */
export const orderSize = defineHistogram({
  name: 'custom_order_document_bytes',
  help: 'Size of the order documents that were stored.',
  buckets: [64, 128, 256, 512, 1024],
});

/** Share of the warehouse that is taken. */
export const warehouseUsed = defineGauge({
  name: 'custom_warehouse_used_ratio',
  help: 'Share of the warehouse that is taken, 0 to 1.',
});
