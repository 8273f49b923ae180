import { open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { detectTargetKind } from '../check/index.js';
import { TricordError } from '../errors.js';

/** Bytes by which the kind of a file is told. */
const headBytes = 65_536;

/**
 * Replaces each folder among the targets by the files in it that can be checked, by name; a folder of generated files
 * holds schemas and manifests too, which are nobody's telemetry. Everything else stays as it is.
 * Throws `TRI_CLI_NOTHING_TO_CHECK`, so that a wrong folder is not green for ever.
 */
export async function expandFolders(targets: readonly string[], cwd: string): Promise<string[]> {
  const expanded = await Promise.all(
    targets.map(async (target) => {
      const stats = await stat(resolve(cwd, target)).catch(() => undefined);
      return stats?.isDirectory() === true ? listCheckable(target, cwd) : [target];
    }),
  );
  return expanded.flat();
}

async function listCheckable(folder: string, cwd: string): Promise<string[]> {
  const entries = await readdir(resolve(cwd, folder), { recursive: true, withFileTypes: true });
  const root = resolve(cwd, folder);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[/\\](?:node_modules|\.[^/\\]*)[/\\]/.test(file.slice(root.length)));
  const found = await Promise.all(files.map(async (file) => ((await isCheckable(file)) ? [file] : [])));
  const checkable = found.flat();
  if (checkable.length === 0) throw new TricordError('TRI_CLI_NOTHING_TO_CHECK', { folder });
  return checkable.map((file) => join(folder, file.slice(root.length + 1))).sort();
}

async function isCheckable(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.toString('utf8', 0, bytesRead);
    // Content and name have to agree: any .yaml or .json would pass by its name, and a schema on one line for a log.
    const kind = detectTargetKind(head, '');
    if (kind === undefined || kind === 'manifest') return kind !== undefined;
    return /\.(?:json|ya?ml)$/i.test(file) ? kind === detectTargetKind('', file) : true;
  } finally {
    await handle.close();
  }
}
