import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { alertAnnotations } from '../policies/alert-annotations.js';
import { alertLabels } from '../policies/alert-labels.js';
import { ruleFile } from '../policies/rule-file.js';
import type { Policy } from '../problem.js';
import {
  canCarry,
  findResultLabels,
  type ParsedQuery,
  parseQuery,
  type ResultLabels,
  type SeriesLabels,
} from '../promql/index.js';
import { type CheckResult, createCheckResult } from './check-result.js';
import { findTemplateLabels } from './find-template-labels.js';
import { createQueryJudge, type QueryJudge } from './judge-query.js';
import type { ScalarNode } from './parse-document.js';
import { createProblemList, type ProblemList } from './problem-list.js';
import { readRuleFile, type RuleFileContent, type RuleSource } from './read-rule-file.js';
import { countBefore, createSourceText, type SourceText } from './source-text.js';
import type { Treat } from './treatment.js';

/** A file that is held as a whole. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** By what files are checked besides a catalog. */
export interface CheckFilesOptions {
  /** The names of the recording rules at hand. */
  readonly recorded?: ReadonlySet<string>;
  readonly treat?: Treat | undefined;
}

/** Returns the names that the recording rules of some files make. */
export function findRecordedNames(files: readonly FileText[]): Set<string> {
  const rules = files.flatMap(({ text }) => readRuleFile(text).rules);
  return new Set(rules.filter(({ kind }) => kind === 'record').map(({ name }) => name.value));
}

/**
 * Judges Prometheus rule files and PrometheusRule objects together, since a rule may read what another file records;
 * never throws for what they contain.
 */
export function checkRules(
  files: readonly FileText[],
  catalog: ServiceCatalog,
  { recorded = findRecordedNames(files), treat }: CheckFilesOptions = {},
): CheckResult[] {
  const seriesLabels = findRecordedLabels(files);
  const queries = createQueryJudge({ catalog, recorded, recordedLabels: seriesLabels });
  return files.map(({ file, text }) => {
    const source = createSourceText(file, text);
    const content = readRuleFile(text);
    const scope = { catalog, queries, seriesLabels };
    const check = new RuleCheck(source, createProblemList(file, treat), scope);
    check.form(content);
    for (const rule of content.rules) check.rule(rule);
    return createCheckResult(file, 'rules', { list: check.list, subjects: content.rules.length });
  });
}

/** Works out the labels of what recording rules make; a name that several rules make stays open. */
function findRecordedLabels(files: readonly FileText[]): SeriesLabels {
  const labels = new Map<string, ResultLabels | undefined>();
  const seriesLabels = (metric: string) => labels.get(metric);
  for (const rule of files.flatMap(({ text }) => readRuleFile(text).rules)) {
    if (rule.kind === 'alert' || rule.expr === undefined) continue;
    const isRepeated = labels.has(rule.name.value);
    const result = findResultLabels(parseQuery(rule.expr.value), seriesLabels);
    const names = new Set([...result.names, ...rule.labels.map(([key]) => key.value)]);
    labels.set(rule.name.value, isRepeated ? undefined : { ...result, names });
  }
  return seriesLabels;
}

interface RuleScope {
  readonly catalog: ServiceCatalog;
  readonly queries: QueryJudge;
  readonly seriesLabels: SeriesLabels;
}

class RuleCheck {
  readonly list: ProblemList;
  readonly #source: SourceText;
  readonly #scope: RuleScope;

  constructor(source: SourceText, list: ProblemList, scope: RuleScope) {
    this.list = list;
    this.#source = source;
    this.#scope = scope;
  }

  form({ faults }: RuleFileContent): void {
    for (const { fault, span } of faults) this.#judge(ruleFile, fault, span);
  }

  rule(rule: RuleSource): void {
    const query = rule.expr === undefined ? undefined : this.#judgeQuery(rule.expr);
    if (rule.kind === 'record') return;
    const { name, labels, annotations, for: wait, span } = rule;
    const subject = {
      alert: name.value,
      labels: toRecord(labels),
      annotations: toRecord(annotations),
      ...(wait === undefined ? {} : { for: wait.value }),
    };
    this.#judge(alertAnnotations, subject, span);
    if (query !== undefined) this.#judgeTemplates(rule, query);
  }

  #judgeQuery(expr: ScalarNode): ParsedQuery | undefined {
    const { query, findings } = this.#scope.queries.judge(expr.value);
    for (const { policy, verdict, offset } of findings) {
      const { part = '' } = verdict;
      this.list.add(policy, verdict, this.#source.place(expr, part, countBefore(expr.value, part, offset)));
    }
    return query;
  }

  #judgeTemplates({ name, labels, annotations }: RuleSource, query: ParsedQuery): void {
    const result = findResultLabels(query, this.#scope.seriesLabels);
    const kept = result.isOpen ? {} : { kept: [...result.names] };
    for (const [, text] of [...labels, ...annotations]) {
      for (const label of findTemplateLabels(text.value)) {
        if (!canCarry(result, label)) this.#judge(alertLabels, { alert: name.value, label, ...kept }, text);
      }
    }
  }

  #judge<Subject>(policy: Policy<Subject>, subject: Subject, span: { start: number; end: number }): void {
    for (const verdict of policy.check(subject, this.#scope.catalog.conventions)) {
      this.list.add(policy, verdict, this.#source.place(span, verdict.part));
    }
  }
}

function toRecord(pairs: RuleSource['labels']): Record<string, string> {
  return Object.fromEntries(pairs.map(([key, value]) => [key.value, value.value]));
}
