import type { Conventions } from '../conventions.js';
import { nearestName } from '../policies/nearest-name.js';
import { queryCounter } from '../policies/query-counter.js';
import { queryLabel } from '../policies/query-label.js';
import { queryMetric } from '../policies/query-metric.js';
import { queryQuantile } from '../policies/query-quantile.js';
import { queryRate } from '../policies/query-rate.js';
import { queryLimit, querySyntax } from '../policies/query-syntax.js';
import { queryType } from '../policies/query-type.js';
import type { Policy, Verdict } from '../problem.js';
import {
  findLostGroupings,
  findQuantileFaults,
  findTypeFaults,
  findUses,
  functionNames,
  isOpaque,
  type ParsedQuery,
  parseQuery,
  type SelectorUse,
} from '../promql/index.js';
import { createQueryScope, type QueryScope, type QueryScopeOptions } from './query-scope.js';

/** What is wrong with an expression, and where in it. */
export interface QueryFinding {
  readonly policy: Policy<never>;
  readonly verdict: Verdict<string>;
  readonly offset: number;
}

/** Judges expressions by what a service emits and records. */
export interface QueryJudge {
  /** Returns the parsed expression, unless it does not parse, and what is wrong with it. */
  judge(expression: string): { readonly query?: ParsedQuery; readonly findings: readonly QueryFinding[] };
}

/** Creates a judge that knows a catalog and the recording rules at hand. */
export function createQueryJudge(options: QueryScopeOptions): QueryJudge {
  const judgement = new QueryJudgement(createQueryScope(options), options.catalog.conventions);
  return { judge: (expression) => judgement.judge(expression) };
}

class QueryJudgement implements QueryJudge {
  readonly #scope: QueryScope;
  readonly #conventions: Conventions;

  constructor(scope: QueryScope, conventions: Conventions) {
    this.#scope = scope;
    this.#conventions = conventions;
  }

  judge(expression: string): ReturnType<QueryJudge['judge']> {
    if (expression.trim() === '' || expression.length > queryLimit)
      return { findings: this.#judge(querySyntax, { query: expression }, 0) };
    const query = parseQuery(expression);
    if (query.error !== undefined) return { findings: this.#judgeSyntax(query, query.error) };
    const faults = findTypeFaults(query);
    const findings = faults.flatMap(({ fault, data = {}, from, to }) =>
      this.#judge(queryType, { fault, data, part: expression.slice(from, to) }, from),
    );
    const isSound = faults.length === 0;
    return {
      query,
      findings: [...findings, ...this.#judgeUses(query), ...(isSound ? this.#judgeParts(query) : [])],
    };
  }

  #judgeSyntax(query: ParsedQuery, error: NonNullable<ParsedQuery['error']>): QueryFinding[] {
    const { text: got, offset, unknownFunction } = error;
    // A variable may stand for a function or an operator, of which nothing can be known.
    if (isOpaque(got) || isOpaque(unknownFunction ?? '')) return [];
    if (unknownFunction !== undefined) {
      const near = nearestName(unknownFunction, functionNames);
      const fault = { query: query.text, got: unknownFunction, isFunction: true };
      return this.#judge(querySyntax, near === undefined ? fault : { ...fault, near }, offset);
    }
    return this.#judge(querySyntax, got === '' ? { query: query.text } : { query: query.text, got }, offset);
  }

  /** Judges each selector by what is known of its metric. */
  #judgeUses(query: ParsedQuery): QueryFinding[] {
    return findUses(query).flatMap((use) => {
      const { metric, offset } = use;
      if (metric === undefined) return [];
      const series = this.#scope.find(metric);
      return series === undefined
        ? this.#judge(queryMetric, this.#describe(metric), offset)
        : this.#judgeSeries(use, series);
    });
  }

  #describe(name: string) {
    const series = this.#scope.histogramSeries(name);
    const isKnown = this.#scope.isKnown(name);
    const near = isKnown || series !== undefined ? undefined : nearestName(name, this.#scope.names);
    return {
      name,
      isKnown,
      ...(series === undefined ? {} : { series }),
      ...(near === undefined ? {} : { near }),
    };
  }

  #judgeSeries(
    { metric = '', matchers, within, isMatchOnly, isInDifference, offset }: SelectorUse,
    { type, labels }: NonNullable<ReturnType<QueryScope['find']>>,
  ): QueryFinding[] {
    const [ranged = ''] = within;
    const unknown = matchers.filter(({ label }) => !labels.includes(label) && !isOpaque(label));
    return [
      ...unknown.flatMap(({ label }) =>
        this.#judge(queryLabel, { label, metric, ...this.#near(label, labels) }, offset),
      ),
      ...this.#judge(queryRate, { metric, type, function: ranged }, offset),
      ...(type === 'counter' && !isMatchOnly && !isInDifference
        ? this.#judge(queryCounter, { metric, within }, offset)
        : []),
    ];
  }

  /** Judges what the parts of an expression hand to each other. */
  #judgeParts(query: ParsedQuery): QueryFinding[] {
    const seriesLabels = (name: string) => this.#scope.seriesLabels(name);
    const hasNoBuckets = (name: string) => this.#scope.find(name)?.isBucket === false;
    const lost = findLostGroupings(query, seriesLabels).filter(({ label }) => !isOpaque(label));
    return [
      ...lost.flatMap(({ label, clause, offset }) =>
        this.#judge(queryLabel, { label, clause, ...this.#near(label, this.#labelsOf(query)) }, offset),
      ),
      ...findQuantileFaults(query, { seriesLabels, hasNoBuckets }).flatMap((fault) =>
        this.#judge(queryQuantile, fault, fault.offset),
      ),
    ];
  }

  #labelsOf(query: ParsedQuery): string[] {
    return findUses(query).flatMap(({ metric = '' }) => [...(this.#scope.find(metric)?.labels ?? [])]);
  }

  #near(label: string, known: readonly string[]): { near?: string } {
    const near = nearestName(
      label,
      known.filter((name) => name !== label),
    );
    return near === undefined ? {} : { near };
  }

  #judge<Subject>(policy: Policy<Subject>, subject: Subject, offset: number): QueryFinding[] {
    return [...policy.check(subject, this.#conventions)].map((verdict) => ({ policy, verdict, offset }));
  }
}
