import { definePolicy } from '../problem.js';
import { isForeign } from './is-foreign.js';
import type { MetricSubject } from './subject.js';

/** Judges whose metric a name says it is: `custom_` for a service's own, the namespace for the framework's. */
export const metricPrefix = definePolicy({
  id: 'metric-prefix',
  summary: "A service's own metrics start with the user prefix; the namespace belongs to the framework.",
  severity: 'error',
  lint: 'rule',
  messages: {
    missingPrefix: 'Metric name `{name}` does not start with `{prefix}`; `{suggestion}` would.',
    reservedNamespace:
      'Metric name `{name}` starts with `{namespace}_`, which belongs to the framework; start it with `{prefix}`.',
  },
  *check({ name, origin }: MetricSubject, conventions) {
    const { namespace, userPrefix: prefix } = conventions;
    if (isForeign(name, conventions) || name.startsWith(prefix)) return;
    const claimsNamespace = name.startsWith(`${namespace}_`);
    if (origin === 'framework' && claimsNamespace) return;
    if (claimsNamespace) {
      const suggestion = prefix + name.slice(namespace.length + 1);
      const data = { name, namespace, prefix, suggestion };
      yield { message: 'reservedNamespace', data, part: `${namespace}_` };
    } else {
      yield { message: 'missingPrefix', data: { name, prefix, suggestion: prefix + name }, part: name };
    }
  },
});
