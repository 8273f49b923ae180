import type { Choice, QueriedMetric, Queries } from './queries.js';
import type { SignalTarget } from './signal.js';

/** Returns the targets p50, p95 and p99 of a histogram. */
export function percentiles(queries: Queries, histogram: QueriedMetric, choice: Choice = {}): SignalTarget[] {
  const labels = (choice.by ?? []).map((label) => ` {{${label}}}`).join('');
  return [50, 95, 99].map((percent) => ({
    expr: queries.quantile(percent / 100, histogram, choice),
    legend: `p${percent}${labels}`,
  }));
}
