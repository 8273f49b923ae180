import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that changes as the kubelet changes a mounted ConfigMap (pkg/volume/util/atomic_writer.go). */
export interface ConfigVolume {
  readonly folder: string;
  /** Publishes a new version of all files at once. */
  publish(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

/**
 * Makes a volume: each file is a link to `..data/<file>`, `..data` a link to a folder with a time in its name, and a new
 * version is a new folder, a link `..data_tmp` and its rename over `..data`; then the old folder goes.
 */
export function createConfigVolume(files: Readonly<Record<string, string>>): ConfigVolume {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-volume-'));
  let current: string | undefined;
  let count = 0;
  let linked: string[] = [];
  const publish = (next: Readonly<Record<string, string>>): void => {
    const stamp = `..2026_11_26_10_00_00.${count++}`;
    mkdirSync(join(folder, stamp));
    for (const [name, text] of Object.entries(next)) writeFileSync(join(folder, stamp, name), text);
    symlinkSync(stamp, join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    for (const name of Object.keys(next).filter((one) => !linked.includes(one))) {
      symlinkSync(join('..data', name), join(folder, name));
    }
    for (const name of linked.filter((one) => !(one in next))) unlinkSync(join(folder, name));
    linked = Object.keys(next);
    if (current !== undefined) rmSync(join(folder, current), { recursive: true });
    current = stamp;
  };
  publish(files);
  return { folder, publish, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
