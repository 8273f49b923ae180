import { createHash } from 'node:crypto';

/** A dashboard as Grafana keeps it. */
export type Dashboard = Readonly<Record<string, unknown>> & {
  readonly uid: string;
  readonly title: string;
  readonly version?: number;
};

/** Who wrote a dashboard, and what it held then; kept in one of its tags, which Grafana hands back as it is. */
export interface Mark {
  readonly owner: string;
  readonly hash: string;
}

/** What Grafana itself counts in a dashboard. */
const counted = ['id', 'version', 'iteration'];
const markPattern = /^tricord:([\w.-]+):([0-9a-f]{12})$/;

/** Returns the mark of a dashboard, when it has one. */
export function readMark(dashboard: Dashboard): Mark | undefined {
  const [, owner, hash] =
    tagsOf(dashboard)
      .map((tag) => markPattern.exec(tag))
      .find(Boolean) ?? [];
  return owner === undefined || hash === undefined ? undefined : { owner, hash };
}

/** Returns a dashboard with the mark of its owner and its content. */
export function markDashboard(dashboard: Dashboard, owner: string): Dashboard {
  const tags = [...tagsOf(dashboard).filter((tag) => !markPattern.test(tag))];
  return { ...dashboard, tags: [...tags, `tricord:${owner}:${hashOf(dashboard)}`] };
}

/** Returns the content of a dashboard as text that is the same for the same content, without counts and mark. */
export function contentOf(dashboard: Dashboard): string {
  const { tags: _, ...rest } = dashboard;
  const kept = Object.entries(rest).filter(([key]) => !counted.includes(key));
  const tags = tagsOf(dashboard).filter((tag) => !markPattern.test(tag));
  return JSON.stringify(sortKeys({ ...Object.fromEntries(kept), tags }), null, 2);
}

/** Returns a short digest of the content. */
export function hashOf(dashboard: Dashboard): string {
  return createHash('sha256').update(contentOf(dashboard)).digest('hex').slice(0, 12);
}

function tagsOf(dashboard: Dashboard): string[] {
  const { tags } = dashboard;
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}
