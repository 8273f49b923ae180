import { basename, relative, resolve } from 'node:path';
import { statSync } from 'node:fs';
import type { ServiceCatalog } from '../catalog/service-catalog.js';
import type { BoardLanguage, ServiceConfig } from '../catalog/service-config.js';
import { TricordError } from '../errors.js';
import type { JsonnetSources } from '../generate/dashboards.js';
import { generateAll } from '../generate/generate-all.js';
import { type FileReport, writeFiles } from '../generate/write-files.js';
import { findConfig } from './find-config.js';
import { type Io } from './io.js';
import { loadConfig, type LoadedConfig } from './load-config.js';

/** What the command line says besides which services. */
export interface ServiceOptions {
  readonly mode: 'write' | 'compare';
  readonly output?: string;
  readonly lang?: BoardLanguage;
}

/** What became of the files of one service. */
export interface ServiceReport {
  readonly service: string;
  /** Folder written to, relative to the current one. */
  readonly folder: string;
  readonly reports: readonly FileReport[];
  /** `built-in`, or the path of the grafonnet that was used instead. */
  readonly grafonnet: string;
}

/** Returns the paths of the configurations that are meant: files, folders of services, or the nearest one. */
export function findConfigs(targets: readonly string[], cwd: string): string[] {
  if (targets.length === 0) {
    const nearest = findConfig(cwd);
    if (nearest === undefined) throw new TricordError('TRI_CONFIG_NOT_FOUND', { folder: cwd });
    return [nearest];
  }
  return targets.map((target) => {
    const path = resolve(cwd, target);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return path;
    const found = findConfig(path);
    if (found === undefined) throw new TricordError('TRI_CONFIG_NOT_FOUND', { folder: path });
    return found;
  });
}

/** A service as the command line wants it, and the jsonnet it brings. */
export interface LoadedService {
  readonly catalog: ServiceCatalog;
  /** Folder of its configuration. */
  readonly folder: string;
  readonly sources: JsonnetSources;
}

/** Loads one configuration. Throws `TRI_CONFIG_…` errors. */
export async function loadService(config: string, { lang }: ServiceOptions, io: Io): Promise<LoadedService> {
  const { catalog, folder } = (await loadConfig(io.cwd, config)) as LoadedConfig;
  return { catalog: withLanguage(catalog, lang), folder, sources: sourcesOf(catalog.config, folder) };
}

/** Loads one configuration and brings what follows from it up to date, or compares it. */
export async function generateService(
  config: string,
  options: ServiceOptions,
  io: Io,
): Promise<ServiceReport> {
  const { catalog, folder, sources } = await loadService(config, options, io);
  const { files, grafonnet } = generateAll(catalog, sources);
  const root =
    options.output === undefined
      ? resolve(folder, catalog.config.generate?.output ?? 'observability')
      : resolve(io.cwd, options.output);
  return {
    service: catalog.config.service.name,
    folder: relative(io.cwd, root) || '.',
    // A folder that was named may be there for several services.
    reports: writeFiles(files, { root, mode: options.mode, sweep: options.output === undefined }),
    grafonnet: grafonnet === 'built-in' ? grafonnet : relative(io.cwd, grafonnet) || basename(grafonnet),
  };
}

/** Returns the files and folders that what is generated follows from, for those who wait for changes. */
export async function listSources(config: string, cwd: string): Promise<string[]> {
  const loaded = await loadConfig(cwd, config).catch(() => undefined);
  const { metrics = [], generate = {} } = loaded?.catalog.config ?? {};
  const { extend, jsonnetPath = [] } = generate;
  const folder = loaded?.folder ?? resolve(config, '..');
  return [
    config,
    ...[...metrics, ...(extend === undefined ? [] : [extend]), ...jsonnetPath].map((path) =>
      resolve(folder, path),
    ),
  ];
}

function withLanguage(catalog: ServiceCatalog, lang: BoardLanguage | undefined): ServiceCatalog {
  if (lang === undefined) return catalog;
  const { config } = catalog;
  return { ...catalog, config: { ...config, generate: { ...config.generate, lang } } };
}

/** Paths of the configuration are relative to its folder. */
function sourcesOf({ generate = {} }: ServiceConfig, folder: string): JsonnetSources {
  const { extend, jsonnetPath = [] } = generate;
  return {
    jsonnetPath: jsonnetPath.map((path) => resolve(folder, path)),
    ...(extend === undefined ? {} : { extend: resolve(folder, extend) }),
  };
}
