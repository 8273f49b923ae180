import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { findPackageFolder } from '../../package-root.js';
import { type Examination, fail, pass, warn } from './diagnosis.js';

/** Packages of which two copies in one process split the truth between them. */
const single = ['prom-client', '@opentelemetry/api', 'tricord'];

/** Folders looked at; a tree that is larger is not searched to its end. */
const folderLimit = 50_000;

/** Looks for second copies of what there must be one of, in all `node_modules` of the service. */
export const examineInstalls: Examination = async ({ io }) => {
  const root = findPackageFolder(io.cwd);
  if (root === undefined) return [];
  const found = findCopies(join(root, 'node_modules'));
  return single.map((name) => {
    const copies = found.get(name) ?? new Map<string, string>();
    const check = `one ${name}`;
    if (copies.size === 0) {
      return name === 'tricord'
        ? pass(check, 'this one')
        : warn(check, 'it is not installed here', `Run \`npm install ${name}\`; it is a peer of Tricord.`);
    }
    const list = [...copies].map(([folder, version]) => `${version} in ${folder.slice(root.length + 1)}`);
    if (copies.size === 1) return pass(check, list.join());
    return fail(
      check,
      list.join(', '),
      `Make them one version, then run \`npm dedupe\`: \`npm ls ${name}\` shows who asks for which.`,
    );
  });
};

function findCopies(modules: string): Map<string, Map<string, string>> {
  const copies = new Map(single.map((name) => [name, new Map<string, string>()]));
  const seen = new Set<string>();
  const visit = (folder: string, scope: string): void => {
    if (seen.size > folderLimit) return;
    for (const entry of listFolders(folder)) {
      const path = join(folder, entry);
      if (scope === '' && entry.startsWith('@')) {
        visit(path, `${entry}/`);
        continue;
      }
      const real = realPath(path);
      if (entry.startsWith('.') || seen.has(real)) continue;
      seen.add(real);
      const version = copies.has(scope + entry) ? readVersion(real) : undefined;
      if (version !== undefined) copies.get(scope + entry)?.set(path, version);
      visit(join(real, 'node_modules'), '');
    }
  };
  visit(modules, '');
  return copies;
}

function listFolders(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function readVersion(folder: string): string | undefined {
  try {
    return String(
      (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown }).version,
    );
  } catch {
    return undefined;
  }
}
