import { defineCounter } from 'tricord';

/** Parcels by product line. */
export const parcelsPacked = defineCounter({
  name: 'custom_parcels_packed_total',
  help: 'Parcels that were packed for orders.',
  labels: { product: ['book', 'lamp', 'other'] },
});
