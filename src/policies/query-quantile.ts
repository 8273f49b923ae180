import { definePolicy } from '../problem.js';
import type { QuantileFault } from '../promql/index.js';

/** Judges that quantiles are computed of whole histograms, and not of other quantiles. */
export const queryQuantile = definePolicy({
  id: 'query-quantile',
  summary: 'Quantiles are computed of buckets with their `le`, lie in 0 to 1, and are never averaged.',
  severity: 'error',
  lint: { reason: 'Queries stand in rule files and dashboards, which the editor plugin does not read.' },
  messages: {
    averaged: '`{name}` of quantiles is no quantile of anything; sum the buckets and compute it once.',
    noLe: '`{name}` needs label `le`, which the aggregation in it drops; add it to `by`.',
    notBuckets: '`{name}` reads `{metric}`, which has no buckets.',
    outside: '`{name}` takes a quantile of 0 to 1, but this is {got}.',
  },
  *check({ fault, data, part }: QuantileFault) {
    yield { message: fault, data, part };
  },
});
