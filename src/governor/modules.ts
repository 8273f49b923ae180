import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPackageFolder } from '../package-root.js';

/** A package and the version that is installed, as Ego's `/module/info` tells of Go modules. */
export interface ModuleInformation {
  readonly path: string;
  readonly version: string;
}

/** Answer of `/module/info`. */
export interface Modules {
  readonly main: ModuleInformation;
  /** Direct dependencies, by name. */
  readonly deps: readonly ModuleInformation[];
  /** Versions of the runtime and of what it is built. */
  readonly runtime: Readonly<Record<string, string | undefined>>;
}

/** Reads the application's own package and the versions of its direct dependencies; never throws. */
export function readModules(entry = process.argv[1] ?? ''): Modules {
  const folder = findPackageFolder(dirname(entry));
  const { name, version, dependencies } = folder === undefined ? {} : readManifest(folder);
  const names = typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : [];
  return {
    main: { path: textOf(name), version: textOf(version) },
    deps: names.sort().map((path) => ({ path, version: installedVersion(path, folder ?? '') })),
    runtime: { ...process.versions },
  };
}

/** As Node itself looks for a package: in `node_modules` of this folder and of all above it. */
function installedVersion(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return textOf(readManifest(candidate).version);
    if (dirname(folder) === folder) return '';
  }
}

function readManifest(folder: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
