import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Milliseconds in which changes count as one: an editor writes, renames and touches. */
const quietMs = 100;

/** Something that waits for changes of files. */
export interface FileWatch {
  close(): void;
}

/**
 * Calls a function after something changed in the folders of some paths, once for changes close together. It is the
 * folders that are watched, because a file that is replaced is another one.
 */
export function watchFiles(paths: readonly string[], onChange: () => void): FileWatch {
  const folders = new Set(paths.map(folderOf));
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  };
  const watchers: FSWatcher[] = [...folders].flatMap((folder) => {
    try {
      return [watch(folder, later)];
    } catch {
      // A folder that is gone cannot change; what needs it says so when it is generated.
      return [];
    }
  });
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}
