import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

const ownRequire = createRequire(import.meta.url);

/** Where another client would keep a registry of its own. */
const clients = ['prom-client', '@prometheus-io/client'];

/**
 * Returns a sentence for each other Prometheus client: one that is loaded already, or one that the application finds
 * under the same name. Nothing is imported, so a copy that only a dependency would find later is not seen; never throws.
 */
export function findOtherClients(application: readonly string[] = defaultApplication()): string[] {
  const own = packageFolder(resolve(ownRequire, 'prom-client') ?? '') ?? '';
  const loaded = findLoaded();
  const reachable = application.flatMap((from) => findReachable(from));
  const others = new Set([...loaded, ...reachable].filter((folder) => folder !== own));
  return [...others].map(
    (folder) =>
      `Another Prometheus client is ${loaded.has(folder) ? 'loaded' : 'installed'}, in ${folder}: what is counted in ` +
      `its registry is not on this page. Install one prom-client only, or hand it \`telemetry.metrics.registry\`.`,
  );
}

function defaultApplication(): string[] {
  return [process.argv[1] ?? '', join(process.cwd(), 'index.js')].filter((path) => path !== '');
}

/** Imported CommonJS packages are in this cache as well as required ones. */
function findLoaded(): Set<string> {
  const folders = Object.keys(ownRequire.cache).map(packageFolder);
  return new Set(folders.filter((folder) => folder !== undefined));
}

function findReachable(from: string): string[] {
  try {
    const require = createRequire(findRealPath(from));
    return clients.flatMap((client) => packageFolder(resolve(require, client) ?? '') ?? []);
  } catch {
    return [];
  }
}

/** A command is a link to the file whose packages it finds; a folder need not have the file that stands for it. */
function findRealPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function resolve(require: NodeJS.Require, client: string): string | undefined {
  try {
    return require.resolve(client);
  } catch {
    return undefined;
  }
}

/** Returns the folder of the client that a file belongs to, or nothing when it is of another package. */
function packageFolder(file: string): string | undefined {
  for (const client of clients) {
    const folder = `${sep}node_modules${sep}${client.replace('/', sep)}`;
    const at = file.lastIndexOf(folder + sep);
    const rest = file.slice(at + folder.length + 1);
    if (at >= 0 && !rest.includes(`${sep}node_modules${sep}`)) return file.slice(0, at + folder.length);
  }
  return undefined;
}
