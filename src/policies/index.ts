import type { Policy } from '../problem.js';
import { alertAnnotations } from './alert-annotations.js';
import { alertLabels } from './alert-labels.js';
import { dashboardPolicies } from './dashboard-policies.js';
import { expositionExemplar } from './exposition-exemplar.js';
import { expositionHistogram } from './exposition-histogram.js';
import { expositionMetadata } from './exposition-metadata.js';
import { expositionSeries } from './exposition-series.js';
import { expositionSyntax } from './exposition-syntax.js';
import { expositionType } from './exposition-type.js';
import { expositionValue } from './exposition-value.js';
import { labelCardinality } from './label-cardinality.js';
import { labelDeclared } from './label-declared.js';
import { logDuplicateKey } from './log-duplicate-key.js';
import { logFieldName } from './log-field-name.js';
import { logLine } from './log-line.js';
import { logSecret } from './log-secret.js';
import { logSyntax } from './log-syntax.js';
import { manifestFile } from './manifest-file.js';
import { metricBaseUnit } from './metric-base-unit.js';
import { metricDeclared } from './metric-declared.js';
import { metricHelp } from './metric-help.js';
import { metricLabels } from './metric-labels.js';
import { metricName } from './metric-name.js';
import { metricPolicies } from './metric-policies.js';
import { metricPrefix } from './metric-prefix.js';
import { metricUnit } from './metric-unit.js';
import { podLabels } from './pod-labels.js';
import { queryCounter } from './query-counter.js';
import { queryLabel } from './query-label.js';
import { queryMetric } from './query-metric.js';
import { queryQuantile } from './query-quantile.js';
import { queryRate } from './query-rate.js';
import { querySyntax } from './query-syntax.js';
import { queryType } from './query-type.js';
import { ruleFile } from './rule-file.js';
import { scrapeAnnotation } from './scrape-annotation.js';
import { scrapePort } from './scrape-port.js';
import { scrapeTwice } from './scrape-twice.js';
import { spanAttributeName } from './span-attribute-name.js';
import { spanName } from './span-name.js';
import { waiverExpired } from './waiver-expired.js';

/** The policies the families of a metrics page are judged by. */
export const familyPolicies = [
  expositionSeries,
  expositionType,
  expositionHistogram,
  expositionValue,
  expositionExemplar,
] as const;

/** Every policy, by id; each has its page in docs/rules. */
export const policies: readonly Policy<never>[] = [
  alertAnnotations,
  alertLabels,
  ...dashboardPolicies,
  expositionExemplar,
  expositionHistogram,
  expositionMetadata,
  expositionSeries,
  expositionSyntax,
  expositionType,
  expositionValue,
  labelCardinality,
  labelDeclared,
  logDuplicateKey,
  logFieldName,
  logLine,
  logSecret,
  logSyntax,
  manifestFile,
  metricBaseUnit,
  metricDeclared,
  metricHelp,
  metricLabels,
  metricName,
  metricPrefix,
  metricUnit,
  podLabels,
  queryCounter,
  queryLabel,
  queryMetric,
  queryQuantile,
  queryRate,
  querySyntax,
  queryType,
  ruleFile,
  spanAttributeName,
  spanName,
  scrapeAnnotation,
  scrapePort,
  scrapeTwice,
  spanAttributeName,
  spanName,
  waiverExpired,
];

export { metricPolicies };
export type { MetricSubject, MetricType } from './subject.js';
export {
  labelCardinality,
  labelDeclared,
  logFieldName,
  metricHelp,
  metricLabels,
  metricName,
  metricPrefix,
  metricUnit,
  spanAttributeName,
  spanName,
};
