import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { nearestName } from '../policies/nearest-name.js';
import { queryMetric } from '../policies/query-metric.js';
import { queryLimit, querySyntax } from '../policies/query-syntax.js';
import type { Policy, Verdict } from '../problem.js';
import { findSelectors, type ParsedQuery, parseQuery } from '../promql/index.js';
import { createDeclaredMetrics } from './declared-metrics.js';

/** What stands for a dashboard's variable in a name; such a name cannot be looked up. */
export const variableMark = '__variable_';

/** What is wrong with an expression, and where in it. */
export interface QueryFinding {
  readonly policy: Policy<never>;
  readonly verdict: Verdict<string>;
  readonly offset: number;
}

/** What a query may read. */
export interface QueryScope {
  readonly catalog: ServiceCatalog;
  /** Names of recording rules; absent when no rule file is at hand, so that names with colons cannot be judged. */
  readonly recorded?: ReadonlySet<string>;
}

/** Judges expressions by what a service emits and records. */
export interface QueryJudge {
  /** Returns the parsed expression, unless it does not parse, and what is wrong with it. */
  judge(expression: string): { readonly query?: ParsedQuery; readonly findings: readonly QueryFinding[] };
}

/** Creates a judge that knows a catalog and the recording rules at hand. */
export function createQueryJudge({ catalog, recorded }: QueryScope): QueryJudge {
  const { conventions } = catalog;
  const declared = createDeclaredMetrics(catalog);
  const series = new Set(
    declared.names.flatMap((name) => seriesOf(name, declared.find(name)?.type === 'histogram')),
  );
  const candidates = [...series, ...(recorded ?? [])];
  const isKnown = (name: string) =>
    series.has(name) ||
    (recorded === undefined ? name.includes(':') : recorded.has(name)) ||
    name.includes(variableMark) ||
    (name.startsWith(conventions.userPrefix) && !declared.owns(name));
  const judgeMetric = (name: string) => {
    const isHistogram = declared.find(name)?.type === 'histogram';
    const near = isKnown(name) || isHistogram ? undefined : nearestName(name, candidates);
    const subject = {
      ...{ name, isKnown: isKnown(name) },
      ...(isHistogram ? { series: seriesOf(name, true) } : {}),
      ...(near === undefined ? {} : { near }),
    };
    return [...queryMetric.check(subject, conventions)];
  };
  return {
    judge(expression) {
      if (expression.trim() === '' || expression.length > queryLimit)
        return { findings: syntaxFindings(querySyntax.check({ query: expression }, conventions), 0) };
      const query = parseQuery(expression);
      if (query.error !== undefined) {
        const { text: got, offset } = query.error;
        const fault = got === '' ? { query: expression } : { query: expression, got };
        return { findings: syntaxFindings(querySyntax.check(fault, conventions), offset) };
      }
      const findings = findSelectors(query).flatMap(({ metric, offset }) =>
        metric === undefined
          ? []
          : judgeMetric(metric).map((verdict) => ({ policy: queryMetric, verdict, offset })),
      );
      return { query, findings };
    },
  };
}

function syntaxFindings(verdicts: Iterable<Verdict<string>>, offset: number): QueryFinding[] {
  return [...verdicts].map((verdict) => ({ policy: querySyntax, verdict, offset }));
}

/** The names under which a metric is queried. */
function seriesOf(name: string, isHistogram: boolean): string[] {
  return isHistogram ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name];
}
