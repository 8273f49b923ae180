import type { ESLint, Linter } from 'eslint';
import { readPackageVersion } from '../src/package-root.js';
import labelCardinality from './label-cardinality.js';
import logArgumentOrder from './log-argument-order.js';
import logErrorObject from './log-error-object.js';
import logFieldName from './log-field-name.js';
import metricHelp from './metric-help.js';
import metricLabels from './metric-labels.js';
import metricName from './metric-name.js';
import metricPrefix from './metric-prefix.js';
import metricUnit from './metric-unit.js';
import noConsole from './no-console.js';
import noDuplicateMetric from './no-duplicate-metric.js';
import noDynamicMetricName from './no-dynamic-metric-name.js';
import noLogInterpolation from './no-log-interpolation.js';
import noLogSecret from './no-log-secret.js';
import noMetricInFunction from './no-metric-in-function.js';
import requireOperationEnd from './require-operation-end.js';
import requireSpanEnd from './require-span-end.js';
import spanAttributeName from './span-attribute-name.js';
import spanName from './span-name.js';

export type { LintSettings } from './support/parse-settings.js';

const modules = {
  'label-cardinality': labelCardinality,
  'log-argument-order': logArgumentOrder,
  'log-error-object': logErrorObject,
  'log-field-name': logFieldName,
  'metric-help': metricHelp,
  'metric-labels': metricLabels,
  'metric-name': metricName,
  'metric-prefix': metricPrefix,
  'metric-unit': metricUnit,
  'no-console': noConsole,
  'no-duplicate-metric': noDuplicateMetric,
  'no-dynamic-metric-name': noDynamicMetricName,
  'no-log-interpolation': noLogInterpolation,
  'no-log-secret': noLogSecret,
  'no-metric-in-function': noMetricInFunction,
  'require-operation-end': requireOperationEnd,
  'require-span-end': requireSpanEnd,
  'span-attribute-name': spanAttributeName,
  'span-name': spanName,
};

/** A rule as the tables of the documentation show it. */
export interface RuleEntry {
  readonly id: string;
  readonly summary: string;
  /** Whether `configs.recommended` has it; `configs.strict` has every rule. */
  readonly recommended: boolean;
  readonly hasSuggestions: boolean;
}

/** Every rule of the plugin, sorted by id. */
export const rules: readonly RuleEntry[] = Object.entries(modules).map(([id, { meta }]) => ({
  id,
  summary: meta.docs?.description ?? '',
  recommended: meta.docs?.recommended === true,
  hasSuggestions: meta.hasSuggestions === true,
}));

/** The plugin: `configs.recommended` or `configs.strict` goes into the list of an `eslint.config.js`. */
export interface TricordPlugin extends ESLint.Plugin {
  readonly configs: Readonly<Record<'recommended' | 'strict', TricordConfig>>;
}

/** A flat config that registers the plugin as `tricord` and switches rules on. */
export interface TricordConfig extends Linter.Config {
  readonly name: string;
  readonly rules: Linter.RulesRecord;
}

const plugin: ESLint.Plugin = {
  meta: { name: 'tricord', version: readPackageVersion(), namespace: 'tricord' },
  // ESLint types its tree by ESTree, these rules by typescript-eslint's superset of it.
  rules: modules as unknown as NonNullable<ESLint.Plugin['rules']>,
};

const recommended = createConfig(
  'recommended',
  rules.filter((rule) => rule.recommended),
);
const configs = { recommended, strict: createConfig('strict', rules) };

export default Object.assign(plugin, { configs }) satisfies TricordPlugin as TricordPlugin;

function createConfig(name: string, entries: readonly RuleEntry[]): TricordConfig {
  const levels = entries.map(({ id }) => [`tricord/${id}`, 'error'] as const);
  return { name: `tricord/${name}`, plugins: { tricord: plugin }, rules: Object.fromEntries(levels) };
}
