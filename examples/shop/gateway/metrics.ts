import { defineCounter } from 'tricord';

/** Baskets by where they came from. */
export const basketsReceived = defineCounter({
  name: 'custom_baskets_received_total',
  help: 'Baskets that customers sent.',
  labels: { channel: ['web', 'app'] },
});
