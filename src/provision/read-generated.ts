import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { TricordError } from '../errors.js';
import type { Dashboard } from './dashboard-content.js';
import type { RuleGroup } from './ruler.js';

/** What `tricord generate` wrote and can be brought to where it is read. */
export interface GeneratedObjects {
  readonly dashboards: readonly Dashboard[];
  readonly groups: readonly RuleGroup[];
  /** Rule files: name → text. */
  readonly ruleFiles: ReadonlyMap<string, string>;
}

/** Grafana refuses a longer one. */
const maxUid = 40;

/** Reads a folder that `tricord generate` wrote. Throws `TRI_PROVISION_UNUSABLE_FILE`. */
export function readGenerated(folder: string): GeneratedObjects {
  const dashboards = listFiles(folder, 'dashboards', /\.json$/).map((path) => readDashboard(path));
  const ruleFiles = new Map(
    listFiles(folder, 'alerts', /-rules\.ya?ml$/).map((path) => [
      path.split('/').at(-1) ?? path,
      readFileSync(path, 'utf8'),
    ]),
  );
  const groups = [...ruleFiles].flatMap(([name, text]) => readRuleFile(join(folder, 'alerts', name), text));
  if (dashboards.length === 0 && groups.length === 0)
    throw unusable(
      folder,
      'it has neither dashboards/*.json nor alerts/*-rules.yaml; run `tricord generate` first',
    );
  return { dashboards, groups, ruleFiles };
}

function listFiles(folder: string, part: string, pattern: RegExp): string[] {
  try {
    const names = readdirSync(join(folder, part)).filter((name) => pattern.test(name));
    return names.sort().map((name) => join(folder, part, name));
  } catch {
    return [];
  }
}

function readDashboard(path: string): Dashboard {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw unusable(path, 'it is not JSON');
  }
  const { uid, title } = (value ?? {}) as Record<string, unknown>;
  if (typeof title !== 'string' || title === '') throw unusable(path, 'it has no title');
  if (typeof uid !== 'string' || !/^[\w-]+$/.test(uid) || uid.length > maxUid)
    throw unusable(path, `its uid is not made of at most ${maxUid} letters, digits, - and _`);
  return value as Dashboard;
}

function readRuleFile(path: string, text: string): RuleGroup[] {
  try {
    const { groups } = load(text) as { groups?: unknown };
    if (
      Array.isArray(groups) &&
      groups.every((group) => typeof (group as RuleGroup | null)?.name === 'string')
    )
      return groups as RuleGroup[];
  } catch {
    // Told below.
  }
  throw unusable(path, 'it is not a rule file');
}

function unusable(path: string, reason: string): TricordError {
  return new TricordError('TRI_PROVISION_UNUSABLE_FILE', { path, reason });
}
