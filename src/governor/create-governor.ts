import type { Telemetry } from '../telemetry.js';
import { doorKeys, openDoor, planDoor } from './door.js';
import { watchEventLoop } from './event-loop.js';
import { createJobs, type Job } from './jobs.js';
import { createLogLevels } from './log-levels.js';
import { createProfileTaker } from './profiler.js';
import { createReadiness, type ReadinessCheck, type TimedCheck } from './readiness.js';
import { createRoutes, type Routes } from './routes.js';
import { serveInThread } from './serve-in-thread.js';
import { serve, type Serving } from './serve.js';

/** Options of the governor. */
export interface GovernorOptions {
  /** @default the setting `governor.host`, 127.0.0.1 */
  readonly host?: string;
  /** 0 picks a free port. @default the setting `governor.port`, 9003 */
  readonly port?: number;
  /** Name → a check that resolves to true when the service can work. @default none */
  readonly readiness?: Readonly<Record<string, ReadinessCheck | TimedCheck>>;
  /** Name → a job that operators may start by `/jobs`. @default none */
  readonly jobs?: Readonly<Record<string, Job>>;
}

/** The admin server of a service. */
export interface Governor {
  /** Base URL, e.g. `http://127.0.0.1:9003`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Ego's name of the component. */
const comp = 'server.egovernor';

const heapKeys = ['governor.heapProfile', 'governor.heapSnapshot', 'governor.heapSnapshotBytes'];

/**
 * Starts the governor, whose routes docs/governor.md lists. It closes with the telemetry. Throws
 * `TRI_GOVERNOR_PORT_IN_USE`, `TRI_GOVERNOR_CANNOT_LISTEN`, `TRI_GOVERNOR_UNUSABLE_TOKEN`, and `TRI_GOVERNOR_OPEN` when
 * it would be open to others than this machine.
 */
export async function createGovernor(telemetry: Telemetry, options: GovernorOptions = {}): Promise<Governor> {
  const { host = telemetry.settings.governor.host, port = telemetry.settings.governor.port } = options;
  const plan = planDoor(telemetry.settings, host);
  openDoor(plan);
  const state = { stopping: false };
  const { routes, stop } = createParts(telemetry, options, () => state.stopping);
  const address = { host, port };
  const starting = telemetry.settings.governor.ownThread
    ? serveInThread(routes, { ...address, plan })
    : serve({ routes, plan }, address, () => telemetry.countError('adapter'));
  const serving = await starting.catch((error: unknown) => {
    stop();
    throw error;
  });
  telemetry.logs.framework.info('start server', { comp, addr: serving.url });
  const leave = followSettings(telemetry, serving, host);
  const governor = {
    url: serving.url,
    async close() {
      leave();
      stop();
      if (await serving.close()) telemetry.logs.framework.info('stop server', { comp, addr: serving.url });
    },
  };
  // Not ready from the first moment, but answering until the last: the drain can be watched and scraped.
  telemetry.onShutdown(() => {
    state.stopping = true;
    serving.stop();
  }, 'first');
  telemetry.onShutdown(governor.close, 'last');
  return governor;
}

/** Has the door follow the settings; a change that would leave it open to everybody is refused as a whole. */
function followSettings({ onSettings }: Telemetry, serving: Serving, host: string): () => void {
  const leave = onSettings(
    doorKeys,
    (settings) => serving.change(planDoor(settings, host)),
    (settings) => void openDoor(planDoor(settings, host)),
  );
  // Read when somebody asks.
  const leaveHeap = onSettings(heapKeys, () => {});
  return () => {
    leave();
    leaveHeap();
  };
}

function createParts(
  telemetry: Telemetry,
  { readiness = {}, jobs = {} }: GovernorOptions,
  isStopping: () => boolean,
): { routes: Routes; stop: () => void } {
  const levels = createLogLevels(telemetry);
  const eventLoop = watchEventLoop();
  const routes = createRoutes({
    telemetry,
    readiness: createReadiness(readiness, isStopping),
    levels,
    jobs: createJobs(telemetry, jobs),
    eventLoop,
    profiles: createProfileTaker(),
  });
  const stop = (): void => {
    levels.stop();
    eventLoop.stop();
  };
  return { routes, stop };
}
