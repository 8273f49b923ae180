import { TricordError } from '../errors.js';
import { type ApiClient, type ApiReply, saidBy } from './api-client.js';
import { contentOf, type Dashboard } from './dashboard-content.js';
import type { Secret } from './secret.js';

/** A dashboard of Grafana and what it says about it. */
export interface StoredDashboard {
  readonly dashboard: Dashboard;
  readonly folderUid: string;
  /** Whether it comes from files, so that its API may not change it. */
  readonly isProvisioned: boolean;
  readonly updatedBy: string;
}

/** The part of Grafana's HTTP API that provisioning needs, as its documentation has it (dashboards, folders, search). */
export interface Grafana {
  findFolder(uid: string): Promise<{ readonly title: string } | undefined>;
  createFolder(folder: { readonly uid: string; readonly title: string }): Promise<void>;
  findDashboard(uid: string): Promise<StoredDashboard | undefined>;
  /** Every dashboard in a folder. */
  listDashboards(folderUid: string): Promise<readonly { readonly uid: string; readonly title: string }[]>;
  /** Saves a dashboard over the version it names, never over another. */
  saveDashboard(dashboard: Dashboard, folderUid: string): Promise<void>;
  deleteDashboard(uid: string): Promise<void>;
}

const pageSize = 500;

/** Creates a client of Grafana. Its methods reject with `TRI_PROVISION_FAILED` and `TRI_PROVISION_CONFLICT`. */
export function createGrafana(api: ApiClient, token?: Secret): Grafana {
  const refuse = (what: string, reply: ApiReply): TricordError =>
    new TricordError('TRI_PROVISION_FAILED', { request: what, reason: saidBy(reply, token) });
  const find = async <Found>(path: string, read: (json: unknown) => Found | undefined) => {
    const reply = await api.request('GET', path);
    if (reply.status === 404) return undefined;
    const found = reply.status === 200 ? read(reply.json) : undefined;
    if (found === undefined) throw refuse(`GET ${path}`, reply);
    return found;
  };
  const findDashboard = (uid: string) =>
    find(`/api/dashboards/uid/${encodeURIComponent(uid)}`, readStoredDashboard);
  const findFolder = (uid: string) => find(`/api/folders/${encodeURIComponent(uid)}`, readFolder);
  return {
    findFolder,
    findDashboard,
    async createFolder({ uid, title }) {
      const isDone = async () => (await findFolder(uid)) !== undefined;
      const reply = await api.request('POST', '/api/folders', {
        body: JSON.stringify({ uid, title }),
        isDone,
      });
      if (reply.status === 409 || reply.status === 412)
        throw conflict(`folder \`${title}\``, saidBy(reply, token));
      if (reply.status !== 200) throw refuse('POST /api/folders', reply);
    },
    async listDashboards(folderUid) {
      const found: { uid: string; title: string }[] = [];
      for (let page = 1; ; page++) {
        const query = `type=dash-db&folderUIDs=${encodeURIComponent(folderUid)}&limit=${pageSize}&page=${page}`;
        const hits = (await find(`/api/search?${query}`, readHits)) ?? [];
        found.push(...hits);
        if (hits.length < pageSize) return found;
      }
    },
    async saveDashboard(dashboard, folderUid) {
      const { uid, title, version = 0 } = dashboard;
      const message = 'tricord provision';
      const isDone = async () => {
        const stored = await findDashboard(uid);
        return stored !== undefined && contentOf(stored.dashboard) === contentOf(dashboard);
      };
      const body = JSON.stringify({
        dashboard: { ...dashboard, id: null, version },
        ...{ folderUid, message, overwrite: false },
      });
      const reply = await api.request('POST', '/api/dashboards/db', { body, isDone });
      if (reply.status === 412) throw conflict(`dashboard \`${title}\``, await whoChanged(uid, reply));
      if (reply.status !== 200) throw refuse('POST /api/dashboards/db', reply);
    },
    async deleteDashboard(uid) {
      const path = `/api/dashboards/uid/${encodeURIComponent(uid)}`;
      const isDone = async () => (await findDashboard(uid)) === undefined;
      const reply = await api.request('DELETE', path, { isDone });
      if (reply.status !== 200 && reply.status !== 404) throw refuse(`DELETE ${path}`, reply);
    },
  };

  async function whoChanged(uid: string, reply: ApiReply): Promise<string> {
    const stored = await findDashboard(uid);
    return stored === undefined
      ? saidBy(reply, token)
      : `it was changed meanwhile by \`${stored.updatedBy}\`, to version ${stored.dashboard.version ?? '?'}`;
  }
}

function conflict(what: string, reason: string): TricordError {
  return new TricordError('TRI_PROVISION_CONFLICT', { what, reason });
}

function readFolder(json: unknown): { title: string } | undefined {
  const { title } = (json ?? {}) as { title?: unknown };
  return typeof title === 'string' ? { title } : undefined;
}

function readStoredDashboard(json: unknown): StoredDashboard | undefined {
  const { dashboard, meta } = (json ?? {}) as { dashboard?: Dashboard; meta?: Record<string, unknown> };
  if (typeof dashboard?.uid !== 'string' || typeof dashboard.title !== 'string' || meta === undefined)
    return undefined;
  return {
    dashboard,
    folderUid: String(meta['folderUid'] ?? ''),
    isProvisioned: meta['provisioned'] === true,
    updatedBy: String(meta['updatedBy'] ?? 'somebody'),
  };
}

function readHits(json: unknown): { uid: string; title: string }[] | undefined {
  if (!Array.isArray(json)) return undefined;
  return json.filter(
    (hit): hit is { uid: string; title: string } => typeof (hit as { uid?: unknown }).uid === 'string',
  );
}
