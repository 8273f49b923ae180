import { afterEach, beforeEach } from 'vitest';
import {
  applyChanges,
  type Change,
  createApiClient,
  createGrafana,
  type Dashboard,
  type DashboardsPlan,
  type Outcome,
  planDashboards,
  Secret,
} from '../../src/provision/index.js';
import { type GrafanaStub, grafanaToken, startGrafana } from './grafana.js';

/** A service that brings dashboards to a Grafana, and what became of its waits between tries. */
export interface ProvisionedGrafana {
  readonly stub: GrafanaStub;
  readonly waits: number[];
  plan(dashboards: readonly Dashboard[], options?: Partial<DashboardsPlan>): Promise<Change[]>;
  provision(dashboards: readonly Dashboard[], options?: Partial<DashboardsPlan>): Promise<Outcome[]>;
  /** `action uid` of each change. */
  actions(dashboards: readonly Dashboard[], options?: Partial<DashboardsPlan>): Promise<string[]>;
  /** Somebody opens a dashboard in Grafana and saves it. */
  editByHand(uid: string, content: object): void;
}

/** The folder that the dashboards go to. */
export const grafanaFolder = { uid: 'tricord-shop', title: 'shop' };

/** Makes a dashboard. */
export function board(uid: string, content: object = {}): Dashboard {
  return { uid, title: `Board ${uid}`, tags: ['shop'], ...content };
}

/** Starts a Grafana of its own for each test of a file. */
export function useGrafana(): ProvisionedGrafana {
  let stub: GrafanaStub;
  const waits: number[] = [];
  beforeEach(async () => {
    stub = await startGrafana();
    waits.length = 0;
  });
  afterEach(() => stub.close());
  const token = new Secret(grafanaToken);
  const pause = (ms: number) => Promise.resolve(void waits.push(ms));
  const plan: ProvisionedGrafana['plan'] = (dashboards, options = {}) => {
    const grafana = createGrafana(createApiClient({ url: stub.url, token, pause }), token);
    return planDashboards(grafana, { dashboards, owner: 'shop', folder: grafanaFolder, ...options });
  };
  return {
    get stub() {
      return stub;
    },
    waits,
    plan,
    provision: async (dashboards, options) => applyChanges(await plan(dashboards, options)),
    actions: async (dashboards, options) =>
      (await plan(dashboards, options)).map(
        ({ name, action }) => `${action} ${name.replace(/.*\(|\)/g, '')}`,
      ),
    editByHand(uid, content) {
      const kept = stub.dashboards.get(uid);
      if (kept === undefined) throw new Error(`there is no ${uid}`);
      Object.assign(kept.dashboard, content, { version: kept.dashboard.version + 1 });
      kept.updatedBy = 'ann';
    },
  };
}
