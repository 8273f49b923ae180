import { metricName } from '../src/policies/index.js';
import { createPolicyRule } from './support/create-policy-rule.js';

export default createPolicyRule(metricName);
