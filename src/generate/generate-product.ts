import { createServiceCatalog } from '../catalog/service-catalog.js';
import { generateAll } from './generate-all.js';
import type { GeneratedFile } from './generated-file.js';

/** Folders of the package that hold generated files beside what they are made from. */
const rooms = ['alerts', 'dashboards', 'schemas'];

/**
 * Returns the generated files that the package itself carries, as a service without metrics of its own would get them:
 * what the mixin imports, and what a reader looks at first. Paths are relative to the package.
 */
export function generateProduct(): GeneratedFile[] {
  const { files } = generateAll(createServiceCatalog({ service: { name: 'tricord' } }, []));
  return files.flatMap(({ path, content }) => {
    const [room = '', ...rest] = path.split('/');
    return rooms.includes(room) ? [{ path: [room, 'generated', ...rest].join('/'), content }] : [];
  });
}
