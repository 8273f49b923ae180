import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { generateAll } from '../generate/generate-all.js';
import type { GeneratedFile } from '../generate/generated-file.js';
import { generateGrafanaProvisioning } from '../generate/grafana-provisioning.js';
import { generateStack, watchedLocally, withProvisionedLogs } from '../generate/stack.js';
import type { StackService } from '../generate/stack/stack-service.js';
import { findConfigs, loadService } from './generate-services.js';
import type { ExitCode } from './io.js';
import { createProgress } from './progress.js';
import { deliver, type GenerateTask } from './run-generate.js';

/** Folders that are for several services together. */
export interface StackFolders {
  readonly grafanaProvisioning?: string;
  readonly compose?: string;
}

interface StackKind {
  /** How a service is shown there. */
  readonly show: (catalog: ServiceCatalog) => ServiceCatalog;
  readonly generate: (services: readonly StackService[]) => GeneratedFile[];
}

const provisioning: StackKind = { show: withProvisionedLogs, generate: generateGrafanaProvisioning };
const stack: StackKind = { show: watchedLocally, generate: generateStack };

/** Writes or compares what watches services together: Grafana's provisioning folder, a stack of containers, or both. */
export async function runStack(
  services: readonly string[],
  { grafanaProvisioning, compose }: StackFolders,
  task: GenerateTask,
): Promise<ExitCode> {
  const configs = findConfigs(services, task.io.cwd);
  const codes: ExitCode[] = [];
  for (const [folder, kind] of [
    [grafanaProvisioning, provisioning],
    [compose, stack],
  ] as const) {
    if (folder === undefined) continue;
    const files = kind.generate(await prepare(configs, kind, task));
    codes.push(deliver(files, folder, { ...task, sweep: true }));
  }
  if (compose !== undefined && task.mode === 'write') task.io.stdout.write(renderNextSteps(compose));
  return codes.find((code) => code !== 0) ?? 0;
}

function renderNextSteps(folder: string): string {
  const file = `${folder.replace(/\/$/, '')}/compose.yaml`;
  return `Next: mkdir -p ${file.replace('compose.yaml', 'logs')} && docker compose -f ${file} up -d; what services need for it stands in ${file}.\n`;
}

async function prepare(
  configs: readonly string[],
  { show }: StackKind,
  task: GenerateTask,
): Promise<StackService[]> {
  const progress = createProgress(task.io, configs.length);
  const done: StackService[] = [];
  for (const config of configs) {
    const loaded = await loadService(config, task, task.io);
    const catalog = show(loaded.catalog);
    done.push({ catalog, files: generateAll(catalog, loaded.sources).files });
    progress.step(catalog.config.service.name);
  }
  progress.end();
  return done;
}
