import type { ServiceConfig } from '../catalog/service-config.js';
import { defaultConventions } from '../conventions.js';
import { waiverExpired } from '../policies/waiver-expired.js';
import { type CheckResult, createCheckResult } from './check-result.js';
import { createProblemList } from './problem-list.js';
import { isExpired, type Treat } from './treatment.js';

/** Judges the waivers of a configuration on a day. */
export function checkWaivers(
  { check: { waivers = [] } = {} }: ServiceConfig,
  { file, today, treat }: { readonly file: string; readonly today: Date; readonly treat?: Treat },
): CheckResult {
  const list = createProblemList(file, treat);
  for (const waiver of waivers.filter((one) => isExpired(one, today)))
    for (const verdict of waiverExpired.check(waiver, defaultConventions))
      list.add(waiverExpired, verdict, {});
  return createCheckResult(file, 'config', { list, subjects: waivers.length });
}
