import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import type { Telemetry } from '../telemetry.js';
import { readClients } from './clients.js';
import { takeHeapSnapshot } from './heap-snapshot.js';
import type { EventLoopReport } from './event-loop.js';
import type { Exposure } from './exposure.js';
import type { Jobs } from './jobs.js';
import type { LogLevels } from './log-levels.js';
import { readModules } from './modules.js';
import { takeProfile } from './profile-route.js';
import type { ProfileTaker } from './profiler.js';
import { readJson } from './read-body.js';
import type { Readiness } from './readiness.js';
import { json, refusal, type Reply } from './reply.js';

/** A request that may use its route. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  /** Whether the caller is trusted with details: it is of this machine, or bears the token. */
  readonly mayInspect: boolean;
  /** Says that nobody waits for the reply any more. */
  readonly signal: () => AbortSignal;
}

/** What answers a method of a path, and to whom. */
export interface Endpoint {
  readonly exposure: Exposure;
  /** Whether the settings have it; without it, always. */
  isOn?(): boolean;
  answer(asked: Asked): Reply | Promise<Reply>;
}

/** Method → what answers it. HEAD is answered as GET. */
export type Methods = Readonly<Partial<Record<'GET' | 'PUT' | 'POST', Endpoint>>>;

/** Path → its methods. */
export type Routes = ReadonlyMap<string, Methods>;

/** What the routes tell of. */
export interface GovernorParts {
  readonly telemetry: Telemetry;
  readonly readiness: () => Promise<Readiness>;
  readonly levels: LogLevels;
  readonly jobs: Jobs;
  readonly eventLoop: { read(): EventLoopReport };
  readonly profiles: ProfileTaker;
}

/** Ego's paths for what the clients tell, by the type of the client. */
const egoClientPaths = {
  '/debug/client/egrpc/stats': 'unary',
  '/debug/gorm/stats': 'gorm',
  '/debug/redis/stats': 'redis',
  '/debug/amqp/stats': 'amqp',
} as const;

/** Returns everything the governor serves; docs/governor.md lists it with who may use it. */
export function createRoutes(parts: GovernorParts): Routes {
  const { telemetry, readiness, levels, jobs, eventLoop, profiles } = parts;
  const config = { GET: inspect(() => json(200, readConfig(telemetry))) };
  const routes: Routes = new Map<string, Methods>([
    ['/', { GET: open(() => json(200, listRoutes(routes))) }],
    ['/metrics', { GET: open(({ request }) => metricsPage(telemetry, request)) }],
    ['/livez', { GET: open(() => json(200, { live: true })) }],
    [
      '/readyz',
      { GET: open(async ({ mayInspect }) => readyReply(await readiness(), mayInspect, telemetry)) },
    ],
    ['/build/info', { GET: open(() => json(200, buildInformation(telemetry))) }],
    ['/module/info', { GET: inspect(() => json(200, readModules())) }],
    ['/config', config],
    ['/config/json', config],
    [
      '/log/level',
      { GET: inspect(() => json(200, levels.read())), PUT: act((asked) => changeLevel(levels, asked)) },
    ],
    ['/debug/eventloop', { GET: inspect(() => json(200, eventLoop.read())) }],
    ['/debug/clients', { GET: inspect(async () => json(200, await readClients(telemetry))) }],
    ...Object.entries(egoClientPaths).map(
      ([path, type]) =>
        [path, { GET: inspect(async () => json(200, await readClients(telemetry, type))) }] as const,
    ),
    ['/debug/profile/cpu', { GET: act((asked) => takeProfile(profiles, 'cpu', asked, telemetry)) }],
    [
      '/debug/profile/heap',
      {
        GET: when(
          () => telemetry.settings.governor.heapProfile,
          act((asked) => takeProfile(profiles, 'heap', asked, telemetry)),
        ),
      },
    ],
    [
      '/debug/heap/snapshot',
      {
        GET: when(
          () => telemetry.settings.governor.heapSnapshot,
          act((asked) => takeHeapSnapshot(profiles, asked, telemetry)),
        ),
      },
    ],
    ['/jobs', { GET: inspect(() => json(200, jobs.list())), POST: act((asked) => startJob(jobs, asked)) }],
    [
      '/job/list',
      {
        GET: inspect(() =>
          json(
            200,
            jobs.list().map(({ name }) => name),
          ),
        ),
      },
    ],
  ]);
  return routes;
}

type Answer = Endpoint['answer'];
const open = (answer: Answer): Endpoint => ({ exposure: 'open', answer });
const inspect = (answer: Answer): Endpoint => ({ exposure: 'inspect', answer });
const act = (answer: Answer): Endpoint => ({ exposure: 'act', answer });
const when = (isOn: () => boolean, endpoint: Endpoint): Endpoint => ({ ...endpoint, isOn });

function listRoutes(routes: Routes): string[] {
  const isOn = (methods: object): boolean =>
    Object.values(methods).some((endpoint: Endpoint) => endpoint.isOn?.() !== false);
  return [...routes].filter(([, methods]) => isOn(methods)).map(([path]) => path);
}

function metricsPage({ metrics }: Telemetry, { headers }: IncomingMessage): Reply | Promise<Reply> {
  const { accept } = headers;
  const acceptEncoding = headers['accept-encoding'];
  const request = { accept, acceptEncoding: typeof acceptEncoding === 'string' ? acceptEncoding : undefined };
  return metrics.freshPage(request) ?? metrics.page(request);
}

/** A service whose lines are lost still serves: that is told, to those who may know, and is no reason to be left out. */
function readyReply({ ready, checks }: Readiness, mayInspect: boolean, { logs }: Telemetry): Reply {
  if (!mayInspect) return json(ready ? 200 : 503, { ready });
  const degraded = Object.entries(logs.troubles()).map(([name, why]) => [`logs.${name}`, why] as const);
  const more = degraded.length === 0 ? {} : { degraded: Object.fromEntries(degraded) };
  return json(ready ? 200 : 503, { ready, checks, ...more });
}

async function changeLevel(levels: LogLevels, { request }: Asked): Promise<Reply> {
  const body = await readJson(request);
  if ('refused' in body) return body.refused;
  const changed = levels.change(body.value, { peerIp: request.socket.remoteAddress ?? '' });
  return 'error' in changed ? refusal(400, changed.error) : json(200, changed.result);
}

/** By Ego's headers or by a JSON body. */
async function startJob(jobs: Jobs, { request }: Asked): Promise<Reply> {
  const { 'x-ego-job-name': header, 'x-ego-job-runid': headerRunId } = request.headers;
  let [name, runId]: unknown[] = [header, headerRunId];
  if (name === undefined) {
    const body = await readJson(request);
    if ('refused' in body) return body.refused;
    ({ name, runId } = body.value as { name?: unknown; runId?: unknown });
  }
  const isId = runId === undefined || (typeof runId === 'string' && /^[\w.-]{1,128}$/.test(runId));
  if (typeof name !== 'string' || !isId)
    return refusal(400, 'a job has a name, and a run an id of letters and digits');
  const started = jobs.start(name, runId as string | undefined, request.socket.remoteAddress ?? '');
  if ('runId' in started) return json(202, started);
  return refusal(started.refused, started.refused === 404 ? 'no such job' : 'the job is running');
}

function readConfig({ live }: Telemetry): unknown {
  const { file, left } = live;
  const { path, hash, version, changeLog } = file ?? {};
  return {
    ...(file === undefined ? {} : { file: { path, hash, version, changeLog, left } }),
    settings: live.explain(),
  };
}

/** Ego's keys, with the framework's and the runtime's versions under names of their own besides. */
function buildInformation({ settings, frameworkVersion, startedAt }: Telemetry): Record<string, string> {
  const { name, version, mode, buildTime } = settings.service;
  return {
    name,
    appMode: mode,
    appVersion: version,
    egoVersion: frameworkVersion,
    frameworkVersion,
    buildTime,
    startTime: startedAt.toISOString(),
    hostName: hostname(),
    goVersion: process.version,
    runtimeVersion: process.version,
  };
}
