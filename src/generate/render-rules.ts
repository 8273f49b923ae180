import { renderYaml } from './render-yaml.js';

/** A file of rules, as Prometheus reads it. */
export interface RuleFile {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** The order in which people read a rule; jsonnet sorts keys. */
const order = ['record', 'alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'];

/** Renders a file of rules with the keys of each in the order in which people read them. */
export function renderRuleFile({ groups }: RuleFile, comment: string): string {
  const sorted = groups.map(({ name, rules, ...rest }) => ({
    name,
    ...rest,
    rules: (rules ?? []).map((rule) => {
      const known = order.filter((key) => key in rule);
      const others = Object.keys(rule).filter((key) => !order.includes(key));
      return Object.fromEntries([...known, ...others].map((key) => [key, rule[key]]));
    }),
  }));
  return renderYaml({ groups: sorted }, comment);
}
