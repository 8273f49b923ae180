import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { MetricDefinition } from '../catalog/metric-definition.js';
import { createServiceCatalog, type ServiceCatalog } from '../catalog/service-catalog.js';
import { TricordError } from '../errors.js';
import { findConfig } from './find-config.js';
import { parseConfig } from './validate-config.js';

/** A configuration, and the catalog it makes together with the metrics that its modules declare. */
export interface LoadedConfig {
  readonly path: string;
  /** Folder that paths of the configuration are relative to. */
  readonly folder: string;
  readonly catalog: ServiceCatalog;
}

/**
 * Loads the configuration `path` names, or else the nearest one from a folder upwards; undefined when there is none.
 * TypeScript needs no build. Throws `TRI_CONFIG_…` errors.
 */
export async function loadConfig(cwd: string, path?: string): Promise<LoadedConfig | undefined> {
  const found = path === undefined ? findConfig(cwd) : resolve(cwd, path);
  if (found === undefined) return undefined;
  const shown = relative(cwd, found) || found;
  const load = await createLoader(found);
  const input = await load(found).catch((error: unknown) => {
    throw new TricordError(
      'TRI_CONFIG_UNREADABLE',
      { path: shown, reason: reasonOf(error, found) },
      { cause: error },
    );
  });
  const config = parseConfig(input, shown);
  const metrics = await loadMetrics(config.metrics ?? [], { shown, found, load });
  return { path: found, folder: dirname(found), catalog: createServiceCatalog(config, metrics) };
}

type Loader = (path: string, what?: 'default' | 'all') => Promise<unknown>;

async function createLoader(from: string): Promise<Loader> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(from, { fsCache: false, moduleCache: false });
  return async (path, what = 'default') => {
    if (path.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8')) as unknown;
    const module: unknown = await jiti.import(path);
    return what === 'all' ? module : defaultExport(module);
  };
}

/** A module without a default export is no configuration, whatever else it exports. */
function defaultExport(module: unknown): unknown {
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default;
  throw new Error('it has no default export');
}

interface Loading {
  readonly shown: string;
  readonly found: string;
  readonly load: Loader;
}

async function loadMetrics(
  modules: readonly string[],
  { shown, found, load }: Loading,
): Promise<MetricDefinition[]> {
  const byName = new Map<string, { metric: MetricDefinition; module: string }>();
  for (const module of modules) {
    const path = resolve(dirname(found), module);
    const exported = await load(path, 'all').catch((error: unknown) => {
      const reason = reasonOf(error, path);
      throw new TricordError(
        'TRI_CONFIG_UNREADABLE_METRICS',
        { module, path: shown, reason },
        { cause: error },
      );
    });
    for (const metric of findMetrics(exported)) {
      const first = byName.get(metric.name);
      if (first !== undefined && !isSame(first.metric, metric)) {
        const data = { name: metric.name, first: first.module, second: module };
        throw new TricordError('TRI_CONFIG_DUPLICATE_METRIC', data);
      }
      byName.set(metric.name, first ?? { metric, module });
    }
  }
  return [...byName.values()].map(({ metric }) => metric);
}

/** Levels of arrays and objects within an export that are looked into. */
const exportDepth = 2;

/** Finds definitions among what a module exports, by themselves or in arrays and objects. */
function findMetrics(module: unknown): MetricDefinition[] {
  const found = new Set<MetricDefinition>();
  const visit = (value: unknown, depth: number): void => {
    if (isMetric(value)) found.add(value);
    else if (depth > 0) valuesOf(value).forEach((inner) => visit(inner, depth - 1));
  };
  valuesOf(module).forEach((value) => visit(value, exportDepth));
  return [...found];
}

function valuesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function isMetric(value: unknown): value is MetricDefinition {
  return (
    typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'tricord.metric'
  );
}

/** One definition reached over two modules is one metric, even when each module was evaluated for itself. */
function isSame(a: MetricDefinition, b: MetricDefinition): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function reasonOf(error: unknown, path: string): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const [first = '', second = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const isMissing = /^(?:ENOENT|(?:ERR_)?MODULE_NOT_FOUND)$/.test(code) && first.includes(path);
  if (isMissing) return 'there is no such file';
  // Where a file does not parse stands on the second line.
  const place = /:(\d+:\d+)$/.exec(second)?.[1];
  return `${first.trim().replace(/\.$/, '')}${place === undefined ? '' : ` at ${place}`}`;
}
