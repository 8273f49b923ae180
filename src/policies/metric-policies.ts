import { metricHelp } from './metric-help.js';
import { metricLabels } from './metric-labels.js';
import { metricName } from './metric-name.js';
import { metricPrefix } from './metric-prefix.js';
import { metricUnit } from './metric-unit.js';

/** The policies every metric is judged by, wherever it is met: the only ones that a running service needs. */
export const metricPolicies = [metricName, metricPrefix, metricUnit, metricHelp, metricLabels] as const;
