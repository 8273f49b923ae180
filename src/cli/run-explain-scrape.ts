import { TricordError } from '../errors.js';
import { chartJobs } from '../scrape/chart-jobs.js';
import { explainScrape, type PodVerdict } from '../scrape/explain-scrape.js';
import { monitorJobs } from '../scrape/monitor-jobs.js';
import { readJobs } from '../scrape/read-jobs.js';
import { readWorkloads } from '../scrape/read-workloads.js';
import type { Workloads } from '../scrape/workload.js';
import { scrapeProfileOf } from '../generate/signals/target-labels.js';
import type { ExplainScrapeOptions } from './commands/explain-scrape.js';
import { findConfig } from './find-config.js';
import type { ExitCode, Io } from './io.js';
import { openTarget } from './open-target.js';
import type { Paint } from './paint.js';
import { renderScrapes } from './render-scrapes.js';

/** Characters that all manifests together may have. */
const sizeLimit = 1 << 23;

/** Tells by whom the pods of manifests are scraped; 1 when one of them is scraped by nobody, or twice. */
export async function runExplainScrape(
  manifests: readonly string[],
  options: ExplainScrapeOptions,
  { io, paint }: { readonly io: Io; readonly paint: Paint },
): Promise<ExitCode> {
  const workloads = await readAll(manifests, io);
  const { jobs, defaults } = await chooseJobs(options, workloads, io);
  const verdicts = explaining(options.prometheus ?? '', () => explainScrape(workloads, jobs, defaults));
  const { monitors } = workloads;
  io.stdout.write(
    options.format === 'json' ? toJson(verdicts) : renderScrapes(verdicts, { jobs, monitors, paint }),
  );
  return verdicts.every(({ scrapes }) => scrapes === 1) ? 0 : 1;
}

async function chooseJobs({ prometheus, profile }: ExplainScrapeOptions, { monitors }: Workloads, io: Io) {
  if (prometheus !== undefined) {
    const text = await readText(prometheus, io);
    return explaining(prometheus, () => readJobs(text));
  }
  const chosen = profile ?? (await profileOf(io.cwd));
  return { jobs: chosen === 'operator' ? monitorJobs(monitors) : chartJobs(chosen), defaults: undefined };
}

/** The nearest configuration says how its service is scraped; without one it is the chart. */
async function profileOf(cwd: string) {
  const config = findConfig(cwd);
  if (config === undefined) return 'helm';
  const { loadConfig } = await import('./load-config.js');
  const loaded = await loadConfig(cwd, config);
  return loaded === undefined ? 'helm' : scrapeProfileOf(loaded.catalog.config);
}

/** Files are read together, since a Service may stand in another than its pods. */
async function readAll(manifests: readonly string[], io: Io): Promise<Workloads> {
  const all: Workloads[] = [];
  for (const manifest of manifests) {
    const text = await readText(manifest, io);
    all.push(explaining(manifest, () => readWorkloads(text)));
  }
  const workloads = {
    pods: all.flatMap(({ pods }) => pods).map((pod, i) => ({ ...pod, ip: distinct(pod.ip, i) })),
    services: all.flatMap(({ services }) => services),
    monitors: all.flatMap(({ monitors }) => monitors),
  };
  if (workloads.pods.length > 0) return workloads;
  const reason = 'there is no pod in it, nor anything that makes one';
  throw new TricordError('TRI_SCRAPE_UNEXPLAINED', { file: manifests.join(', '), reason });
}

/** Each file numbers the addresses it makes up from the first on. */
function distinct(ip: string, index: number): string {
  return ip.startsWith('192.0.2.') ? `192.0.2.${(index % 254) + 1}` : ip;
}

async function readText(target: string, io: Io): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (await openTarget(target, io)).chunks) {
    length += chunk.length;
    if (length > sizeLimit) {
      const reason = `it is larger than ${sizeLimit} bytes`;
      throw new TricordError('TRI_SCRAPE_UNEXPLAINED', { file: target, reason });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Faults of what was read: no YAML, or an expression that RE2 does not take. */
function explaining<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new TricordError('TRI_SCRAPE_UNEXPLAINED', { file, reason }, { cause: error });
  }
}

function toJson(verdicts: readonly PodVerdict[]): string {
  const pods = verdicts.map(({ pod, jobs, scrapes }) => ({
    pod: pod.owner,
    namespace: pod.namespace,
    scrapes,
    jobs: jobs.map(({ targets, ...job }) => ({
      ...job,
      targets: targets.map((target) => ({ ...target, labels: Object.fromEntries(target.labels) })),
    })),
  }));
  return `${JSON.stringify({ pods }, null, 2)}\n`;
}
