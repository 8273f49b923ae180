import type { CheckResult, MetricCardinality } from '../../check/index.js';
import type { Severity } from '../../problem.js';
import { type Paint, withoutControls } from '../paint.js';

/** Labels of a metric that are shown with the number of their values. */
const shownLabels = 4;

/** Problems from which on a report sums them up by rule. */
const tableFrom = 10;

/** Renders which metrics of a page have the most series, and which labels make them. */
export function renderCardinality(file: string, metrics: readonly MetricCardinality[], paint: Paint): string {
  const width = Math.max(0, ...metrics.map(({ series }) => number(series).length));
  const name = Math.max(0, ...metrics.map(({ metric }) => metric.length));
  const rows = metrics.map(({ metric, series, labels }) => {
    const few = labels.slice(0, shownLabels).map(({ label, values }) => `${label} ${number(values)}`);
    const row = `  ${number(series).padStart(width)}  ${withoutControls(metric).padEnd(name)}  ${paint('dim', few.join(' · '))}`;
    return row.trimEnd();
  });
  const title = `Metrics with the most series in ${withoutControls(file)}`;
  return [paint('bold', title), ...rows, ''].join('\n');
}

/** Renders how often each rule was broken in all files, when that is more than a glance. */
export function renderRules(results: readonly CheckResult[], paint: Paint): string[] {
  const rules = new Map<string, { severity: Severity; count: number }>();
  for (const [policy, { severity, count }] of results.flatMap((result) => [...result.counts]))
    rules.set(policy, { severity, count: (rules.get(policy)?.count ?? 0) + count });
  const rows = [...rules].sort(([, a], [, b]) => b.count - a.count);
  if (rows.length < 2 || rows.reduce((sum, [, { count }]) => sum + count, 0) < tableFrom) return [];
  const width = number(rows[0]?.[1].count ?? 0).length;
  const lines = rows.map(
    ([policy, { severity, count }]) => `  ${number(count).padStart(width)}  ${severity.padEnd(7)}  ${policy}`,
  );
  return [[paint('bold', 'By rule'), ...lines, ''].join('\n')];
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
