import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TricordError } from '../errors.js';
import {
  type ApiClient,
  applyChanges,
  type Change,
  createApiClient,
  createGrafana,
  createRuler,
  type Dashboard,
  type GeneratedObjects,
  hasAdminRole,
  planDashboards,
  planRules,
  readGenerated,
  type Secret,
} from '../provision/index.js';
import { findConfigs } from './generate-services.js';
import { type ExitCode, type Io, usesColour } from './io.js';
import { loadConfig, type LoadedConfig } from './load-config.js';
import { createPaint } from './paint.js';
import { createProgress } from './progress.js';
import { provisionRuleFiles } from './provision-rule-files.js';
import { createTokenReader } from './read-tokens.js';
import { renderOutcomes, renderPlan } from './render-changes.js';

/** What `tricord provision` is told, as its help names it. */
export interface ProvisionOptions {
  readonly grafana?: string;
  readonly folder?: string;
  readonly folderUid?: string;
  readonly ruler?: string;
  readonly tenant?: string;
  readonly prometheus?: string;
  readonly rulesDir?: string;
  readonly apply?: boolean;
  readonly check?: boolean;
  readonly prune?: boolean;
  readonly force?: boolean;
  readonly backup?: string;
  readonly tokenFile?: string;
  readonly tokenStdin?: boolean;
  readonly ca?: string;
  readonly allowHttp?: boolean;
  readonly config?: string;
}

/** A service and what was generated for it. */
interface Service {
  readonly name: string;
  readonly objects: GeneratedObjects;
}

/** An API, and the token that its answers must not repeat. */
export interface Target {
  readonly api: ApiClient;
  readonly token: Secret | undefined;
}

/** Compares what was generated with where it is read, and brings it there when told to. */
export async function runProvision(
  folder: string | undefined,
  options: ProvisionOptions,
  io: Io,
): Promise<ExitCode> {
  refuseWrongUsage(options);
  const service = await readService(folder, options, io);
  const connect = createConnector(options, io);
  const plans = [
    await planGrafana(service, options, { io, connect }),
    await planRuler(service, options, connect),
  ];
  const changes = plans.flat();
  const code = options.apply === true ? await apply(changes, io) : show(changes, options, io);
  if (options.prometheus === undefined) return code;
  const target = await connect(options.prometheus, 'PROMETHEUS_TOKEN');
  const second = await provisionRuleFiles(service.objects.ruleFiles, {
    ...{ io, target, owner: ownerOf(service.name), folder: resolve(io.cwd, options.rulesDir ?? '.') },
    ...{ applies: options.apply === true, failsWhenStale: options.check === true },
  });
  return code === 0 ? second : code;
}

function refuseWrongUsage({ grafana, ruler, prometheus, rulesDir, force, backup }: ProvisionOptions): void {
  const hasFiles = prometheus !== undefined && rulesDir !== undefined;
  const isHalf = (prometheus === undefined) !== (rulesDir === undefined);
  if (isHalf || (grafana === undefined && ruler === undefined && !hasFiles))
    throw new TricordError('TRI_PROVISION_MISSING_TARGET', {});
  if (force === true && backup === undefined) throw new TricordError('TRI_PROVISION_NEEDS_BACKUP', {});
}

async function readService(
  folder: string | undefined,
  { config }: ProvisionOptions,
  io: Io,
): Promise<Service> {
  const [path = ''] = findConfigs(config === undefined ? [] : [config], io.cwd);
  const loaded = (await loadConfig(io.cwd, path)) as LoadedConfig;
  const { service, generate } = loaded.catalog.config;
  const output =
    folder === undefined
      ? resolve(loaded.folder, generate?.output ?? 'observability')
      : resolve(io.cwd, folder);
  return { name: service.name, objects: readGenerated(output) };
}

type Connect = (url: string, variable: string) => Promise<Target>;

function createConnector(options: ProvisionOptions, io: Io): Connect {
  const readTokenOf = createTokenReader(options, io);
  const ca = options.ca === undefined ? undefined : readCertificates(resolve(io.cwd, options.ca));
  return async (url, variable) => {
    const token = await readTokenOf(variable);
    const headers: Record<string, string> =
      options.tenant === undefined ? {} : { 'x-scope-orgid': options.tenant };
    return { token, api: createApiClient({ url, token, ca, headers, allowHttp: options.allowHttp }) };
  };
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'it cannot be read';
    throw new TricordError('TRI_PROVISION_UNUSABLE_FILE', { path, reason });
  }
}

async function planGrafana(
  { name, objects }: Service,
  options: ProvisionOptions,
  { io, connect }: { io: Io; connect: Connect },
): Promise<Change[]> {
  if (options.grafana === undefined) return [];
  const { api, token } = await connect(options.grafana, 'GRAFANA_TOKEN');
  const owner = ownerOf(name);
  const changes = await planDashboards(createGrafana(api, token), {
    ...{ owner, dashboards: objects.dashboards, prune: options.prune, force: options.force },
    folder: { uid: options.folderUid ?? `tricord-${owner}`.slice(0, 40), title: options.folder ?? name },
    keep: options.backup === undefined ? undefined : createBackup(resolve(io.cwd, options.backup)),
  });
  if (token !== undefined && (await hasAdminRole(api))) io.stderr.write(`warning: ${adminWarning}\n`);
  return changes;
}

const adminWarning =
  "The token has the role Admin, far more than provisioning needs: a service account without a role that may edit the service's folder is enough.";

async function planRuler(
  { name, objects }: Service,
  options: ProvisionOptions,
  connect: Connect,
): Promise<Change[]> {
  if (options.ruler === undefined) return [];
  const { api, token } = await connect(options.ruler, 'RULER_TOKEN');
  const namespace = `tricord-${ownerOf(name)}`;
  return planRules(createRuler(api, token), { groups: objects.groups, namespace, prune: options.prune });
}

/** A name that is safe in tags, paths and uids. */
function ownerOf(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}

function createBackup(folder: string): (dashboard: Dashboard) => void {
  return (dashboard) => {
    mkdirSync(folder, { recursive: true });
    const file = `${dashboard.uid.replace(/[^\w-]/g, '-')}-${dashboard.version ?? 0}.json`;
    writeFileSync(join(folder, file), `${JSON.stringify(dashboard, null, 2)}\n`);
  };
}

function show(changes: readonly Change[], { check }: ProvisionOptions, io: Io): ExitCode {
  const paint = createPaint(usesColour(io.stdout, io.env));
  io.stdout.write(renderPlan(changes, paint));
  if (changes.some(({ action }) => action === 'conflict')) return 1;
  return check === true && changes.some(({ action }) => action !== 'keep') ? 1 : 0;
}

async function apply(changes: readonly Change[], io: Io): Promise<ExitCode> {
  const paint = createPaint(usesColour(io.stdout, io.env));
  const progress = createProgress(io, changes.length);
  const outcomes = await applyChanges(changes, ({ name }) => progress.step(name));
  progress.end();
  io.stdout.write(renderOutcomes(outcomes, paint));
  const isWhole = outcomes.every(({ state, change }) => state === 'done' || change.action === 'keep');
  return isWhole ? 0 : 1;
}
