import type { LabelSpec } from '../catalog/metric-definition.js';
import type { Conventions } from '../conventions.js';
import type { FamilyType } from '../policies/exposition-family.js';
import { familyPolicies, metricPolicies, type MetricSubject, type MetricType } from '../policies/index.js';
import { labelDeclared, type LabelSubject } from '../policies/label-declared.js';
import { metricBaseUnit } from '../policies/metric-base-unit.js';
import { metricDeclared } from '../policies/metric-declared.js';
import { nearestName } from '../policies/nearest-name.js';
import type { Policy, Verdict } from '../problem.js';
import type { DeclaredMetrics } from './declared-metrics.js';
import type { CollectedFamily } from './family-collector.js';

/** What a policy said of a family, and the line of the page it is about. */
export interface FamilyFinding {
  readonly policy: Policy<never>;
  readonly verdict: Verdict<string>;
  readonly line: number;
}

const namePolicies: readonly Policy<MetricSubject>[] = [...metricPolicies, metricBaseUnit];

/** Judges one family of a page: what stands there, how it is named, and whether the catalog declares it so. */
export function* judgeFamily(
  family: CollectedFamily,
  conventions: Conventions,
  declared: DeclaredMetrics | undefined,
): Generator<FamilyFinding> {
  const judge = <Subject>(policy: Policy<Subject>, subject: Subject, line = family.line): FamilyFinding[] =>
    [...policy.check(subject, conventions)].map((verdict) => {
      const own = verdict.data?.['line'];
      return { policy, verdict, line: typeof own === 'number' ? own : line };
    });
  for (const policy of familyPolicies) yield* judge(policy, family);
  const name = pageName(family);
  const metric = declared?.find(name);
  if (!family.reopened) {
    const isFramework = metric?.origin === 'framework' || name.startsWith(`${conventions.namespace}_`);
    const waived = metric?.origin === 'framework' ? (metric.waive ?? {}) : {};
    const subject = nameSubject(family, isFramework ? 'framework' : 'user');
    for (const policy of namePolicies) {
      if (!Object.hasOwn(waived, policy.id)) yield* judge(policy, subject);
    }
  }
  if (declared === undefined || !declared.owns(name)) return;
  if (!family.reopened) yield* judge(metricDeclared, declarationSubject(family, declared));
  if (metric === undefined) return;
  for (const { subject, line } of labelSubjects(family, metric.labels))
    yield* judge(labelDeclared, subject, line);
}

/** The name by which conventions and catalog know a family; OpenMetrics leaves suffixes out of it. */
function pageName({ name, type, format }: CollectedFamily): string {
  if (format === 'text') return name;
  return type === 'counter' ? `${name}_total` : type === 'info' ? `${name}_info` : name;
}

function nameSubject(family: CollectedFamily, origin: 'framework' | 'user'): MetricSubject {
  const labels = new Set(family.samples.flatMap((sample) => sample.labels.map(([label]) => label)));
  if (family.type === 'histogram' || family.type === 'gaugehistogram') labels.delete('le');
  if (family.type === 'summary') labels.delete('quantile');
  const { help = '' } = family;
  return { name: pageName(family), type: metricType(family.type), help, labels: [...labels], origin };
}

function declarationSubject(family: CollectedFamily, declared: DeclaredMetrics) {
  const name = pageName(family);
  const metric = declared.find(name);
  const near = metric === undefined ? nearestName(name, declared.names) : undefined;
  return {
    name,
    type: metricType(family.type),
    ...(metric === undefined ? {} : { declaredType: metric.type }),
    ...(near === undefined ? {} : { near }),
  };
}

/** Yields each label of a family once, and each value of a closed label once, at the line where it is first met. */
function* labelSubjects(
  family: CollectedFamily,
  specs: Readonly<Record<string, LabelSpec>>,
): Generator<{ subject: LabelSubject; line: number }> {
  const declared = Object.keys(specs);
  const seen = new Set<string>();
  for (const { labels, line } of family.samples) {
    for (const [label, value] of labels) {
      if (label === 'le' && family.type === 'histogram') continue;
      const spec = Object.hasOwn(specs, label) ? specs[label] : undefined;
      const values = Array.isArray(spec) ? (spec as readonly string[]) : undefined;
      const key = JSON.stringify(values === undefined ? [label] : [label, value]);
      if (seen.has(key)) continue;
      seen.add(key);
      const subject = { metric: pageName(family), label, value, declared };
      yield { subject: values === undefined ? subject : { ...subject, values }, line };
    }
  }
}

function metricType(type: FamilyType): MetricType {
  if (type === 'gaugehistogram') return 'histogram';
  if (type === 'info' || type === 'stateset') return 'gauge';
  return type === 'unknown' ? 'untyped' : type;
}
