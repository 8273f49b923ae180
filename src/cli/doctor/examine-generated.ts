import { resolve } from 'node:path';
import { generateAll } from '../../generate/generate-all.js';
import { writeFiles } from '../../generate/write-files.js';
import { loadConfig } from '../load-config.js';
import { type Examination, fail, pass, reasonOf, warn } from './diagnosis.js';

const check = 'generated files';

/** Compares the generated files with what `tricord generate` would write. */
export const examineGenerated: Examination = async ({ io, config }) => {
  try {
    const loaded = await loadConfig(io.cwd, config);
    if (loaded === undefined) {
      return [
        warn(
          check,
          'there is no tricord.config.* here',
          'Write one; `tricord generate --help` shows the smallest.',
        ),
      ];
    }
    const { catalog, folder } = loaded;
    const root = resolve(folder, catalog.config.generate?.output ?? 'observability');
    const reports = writeFiles(generateAll(catalog).files, { root, mode: 'compare' });
    const stale = reports.filter(({ state }) => state !== 'current');
    if (stale.length === 0) return [pass(check, `all ${reports.length} are current`)];
    return [fail(check, `${stale.length} of ${reports.length} are not current`, 'Run `tricord generate`.')];
  } catch (error) {
    return [
      fail(
        check,
        `they cannot be compared (${reasonOf(error)})`,
        'Run `tricord generate --check` to see more.',
      ),
    ];
  }
};
