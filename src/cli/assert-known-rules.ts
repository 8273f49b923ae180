import type { ServiceConfig } from '../catalog/service-config.js';
import { TricordError } from '../errors.js';
import { policies } from '../policies/index.js';
import { nearestName } from '../policies/nearest-name.js';

/** Throws `TRI_CONFIG_UNKNOWN_RULE` when a configuration treats a rule that there is not. */
export function assertKnownRules(
  { check: { rules = {}, waivers = [] } = {} }: ServiceConfig,
  path: string,
): void {
  const known = policies.map(({ id }) => id);
  const named = [...Object.keys(rules), ...waivers.map(({ rule }) => rule)];
  const rule = named.find((name) => !known.includes(name));
  if (rule === undefined) return;
  const near = nearestName(rule, known);
  const hint = near === undefined ? '`tricord explain` lists the rules.' : `Did you mean \`${near}\`?`;
  throw new TricordError('TRI_CONFIG_UNKNOWN_RULE', { rule, path, hint });
}
