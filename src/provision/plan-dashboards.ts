import { type Change, renderChange } from './change.js';
import { contentOf, type Dashboard, hashOf, markDashboard, readMark } from './dashboard-content.js';
import type { Grafana, StoredDashboard } from './grafana.js';

/** What Grafana is to hold, and how far it may be changed. */
export interface DashboardsPlan {
  readonly dashboards: readonly Dashboard[];
  /** Name of the service, which the dashboards are marked with. */
  readonly owner: string;
  /** Folder of new dashboards; one that exists is left as it is. */
  readonly folder: { readonly uid: string; readonly title: string };
  /** Deletes what is ours in the folder and no longer wanted. @default false */
  readonly prune?: boolean | undefined;
  /** Replaces and deletes also what others made or changed. @default false */
  readonly force?: boolean | undefined;
  /** Told of every dashboard before it is replaced or deleted. */
  readonly keep?: ((dashboard: Dashboard) => void) | undefined;
}

/** Compares Grafana with what it is to hold; only reads. */
export async function planDashboards(grafana: Grafana, plan: DashboardsPlan): Promise<Change[]> {
  const { folder, dashboards } = plan;
  const stored = await grafana.findFolder(folder.uid);
  const inFolder = stored === undefined ? [] : await grafana.listDashboards(folder.uid);
  const name = `${folder.title} (${folder.uid})`;
  const changes: Change[] = [
    stored === undefined
      ? { kind: 'folder', name, action: 'create', apply: () => grafana.createFolder(folder) }
      : { kind: 'folder', name, action: 'keep' },
  ];
  for (const dashboard of dashboards) {
    const namesake = inFolder.find(({ uid, title }) => title === dashboard.title && uid !== dashboard.uid);
    const isOurs = dashboards.some(({ uid }) => uid === namesake?.uid);
    changes.push(
      await planDashboard(grafana, plan, { dashboard, namesake: isOurs ? undefined : namesake?.uid }),
    );
  }
  if (plan.prune !== true) return changes;
  const wanted = new Set(dashboards.map(({ uid }) => uid));
  for (const { uid } of inFolder) {
    if (!wanted.has(uid)) changes.push(...(await planDeletion(grafana, plan, uid)));
  }
  return changes;
}

async function planDashboard(
  grafana: Grafana,
  plan: DashboardsPlan,
  { dashboard, namesake }: { dashboard: Dashboard; namesake: string | undefined },
): Promise<Change> {
  const { uid, title } = dashboard;
  const about = { kind: 'dashboard' as const, name: `${title} (${uid})` };
  const marked = markDashboard(dashboard, plan.owner);
  const after = contentOf(dashboard);
  const stored = await grafana.findDashboard(uid);
  if (stored === undefined) {
    if (namesake !== undefined)
      return {
        ...about,
        action: 'conflict',
        reason: `dashboard \`${namesake}\` in the folder has the same title`,
      };
    const apply = () => grafana.saveDashboard(marked, plan.folder.uid);
    return { ...about, action: 'create', diff: renderChange(uid, '', after), apply };
  }
  const before = contentOf(stored.dashboard);
  if (before === after) return { ...about, action: 'keep' };
  const diff = renderChange(uid, before, after);
  const reason = refusal(stored, plan);
  if (reason !== undefined) return { ...about, action: 'conflict', reason, diff };
  const { version = 0 } = stored.dashboard;
  const apply = async () => {
    plan.keep?.(stored.dashboard);
    // Where somebody moved it is where it stays.
    await grafana.saveDashboard({ ...marked, version }, stored.folderUid);
  };
  return { ...about, action: 'update', diff, apply };
}

async function planDeletion(grafana: Grafana, plan: DashboardsPlan, uid: string): Promise<Change[]> {
  const stored = await grafana.findDashboard(uid);
  // What others put into the folder is none of our business, with force or without.
  if (stored === undefined || readMark(stored.dashboard)?.owner !== plan.owner) return [];
  const about = { kind: 'dashboard' as const, name: `${stored.dashboard.title} (${uid})` };
  const diff = renderChange(uid, contentOf(stored.dashboard), '');
  const reason = refusal(stored, plan);
  if (reason !== undefined) return [{ ...about, action: 'conflict', reason, diff }];
  const apply = async () => {
    plan.keep?.(stored.dashboard);
    await grafana.deleteDashboard(uid);
  };
  return [{ ...about, action: 'delete', diff, apply }];
}

/** Why a dashboard is not ours to change. */
function refusal({ dashboard, isProvisioned, updatedBy }: StoredDashboard, { owner, force }: DashboardsPlan) {
  if (isProvisioned) return 'it is provisioned from files, which win';
  if (force === true) return undefined;
  const mark = readMark(dashboard);
  if (mark === undefined) return 'somebody else made it';
  if (mark.owner !== owner) return `it belongs to \`${mark.owner}\``;
  return mark.hash === hashOf(dashboard) ? undefined : `\`${updatedBy}\` changed it in Grafana`;
}
