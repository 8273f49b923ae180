import { fullName } from '../../catalog/define-metric.js';
import type { FrameworkMetric, MetricDefinition } from '../../catalog/metric-definition.js';
import type { Conventions } from '../../conventions.js';
import type { TargetLabels } from './target-labels.js';

/** A metric of the catalog, or the full name of one that is not ours. */
export type QueriedMetric = FrameworkMetric | MetricDefinition | string;

/** Which series to take, and which labels to keep. */
export interface Choice {
  /** Labels that are kept; the rest is summed up. */
  readonly by?: readonly string[];
  /** Matchers besides those that every query has, e.g. `type="http"`. */
  readonly where?: readonly string[];
}

/** A matcher of some series, and of those they are a part of; of all by default. */
export interface Part {
  readonly part: string;
  readonly whole?: string;
}

/** The few forms that every query of the product is made of. */
export interface Queries {
  /** What the scrape calls the labels it attaches. */
  readonly target: TargetLabels;
  /** `name{matchers}`: the only place where a selector is written. */
  select(metric: QueriedMetric, where?: readonly string[]): string;
  /** An aggregation that keeps the labels of the choice, over the metric itself. */
  aggregate(
    operator: 'sum' | 'max' | 'min' | 'avg' | 'count',
    metric: QueriedMetric,
    choice?: Choice,
  ): string;
  /** Increase per second, summed up. */
  rate(counter: QueriedMetric, choice?: Choice): string;
  /** Share, 0 to 1, that `part` has of `whole`; 0 when it has no series, absent while nothing happens at all. */
  share(counter: QueriedMetric, part: Part, choice?: Choice): string;
  /** Increase per second of the buckets of a histogram, summed up. */
  buckets(histogram: QueriedMetric, choice?: Choice): string;
  /** Quantile from summed buckets, which is right over any number of instances. */
  quantile(quantile: number, histogram: QueriedMetric, choice?: Choice): string;
  /** Begun and not yet ended. */
  inFlight(started: QueriedMetric, handled: QueriedMetric, choice?: Choice): string;
}

/** What tells the queries of a board from those of a rule. */
export interface QueryStyle {
  readonly conventions: Conventions;
  readonly target: TargetLabels;
  /** Matchers that every selector has. */
  readonly selector: string;
  /** Range of every rate. */
  readonly window: string;
}

/** Returns the forms of queries in one style. */
export function createQueries({ conventions, target, selector, window }: QueryStyle): Queries {
  const nameOf = (metric: QueriedMetric) =>
    typeof metric === 'string' ? metric : fullName(metric, conventions);
  const select = (metric: QueriedMetric, where: readonly string[] = []) =>
    nameOf(metric) + inBraces([selector, ...where]);
  const rateOf = (metric: QueriedMetric, where?: readonly string[]) =>
    `rate(${select(metric, where)}[${window}])`;
  const rate: Queries['rate'] = (metric, { by, where } = {}) =>
    `${over('sum', by)}(${rateOf(metric, where)})`;
  const buckets: Queries['buckets'] = (histogram, choice) => rate(`${nameOf(histogram)}_bucket`, choice);
  const aggregate: Queries['aggregate'] = (operator, metric, { by, where } = {}) =>
    `${over(operator, by)}(${select(metric, where)})`;
  return {
    target,
    select,
    aggregate,
    rate,
    buckets,
    share(counter, { part, whole }, { by = [], where = [] } = {}) {
      const all = rate(counter, { by, where: whole === undefined ? where : [...where, whole] });
      const some = rate(counter, { by, where: [...where, part] });
      return `(${some} or ${all} * 0) / (${all} > 0)`;
    },
    quantile: (quantile, histogram, { by = [], where = [] } = {}) =>
      `histogram_quantile(${quantile}, ${buckets(histogram, { by: [...by, 'le'], where })})`,
    inFlight(started, handled, choice) {
      const begun = aggregate('sum', started, choice);
      return `clamp_min(${begun} - (${aggregate('sum', handled, choice)} or ${begun} * 0), 0)`;
    },
  };
}

function inBraces(matchers: readonly string[]): string {
  const text = matchers.filter((matcher) => matcher !== '').join(', ');
  return text === '' ? '' : `{${text}}`;
}

/** Renders an aggregation that keeps some labels, up to its parenthesis. */
export function over(operator: string, by: readonly string[] = []): string {
  return by.length === 0 ? operator : `${operator} by (${by.join(', ')}) `;
}

/** Renders a matcher for one of several values, which are taken literally. */
export function oneOf(label: string, values: readonly string[]): string {
  if (values.length === 1) return `${label}="${quoteText(values[0] ?? '')}"`;
  return `${label}=~"${values.map((value) => quoteText(escapePattern(value))).join('|')}"`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function quoteText(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
}
