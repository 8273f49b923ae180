import { join } from 'node:path';
import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { TricordError } from '../errors.js';
import { evaluateJsonnet, JsonnetError, manifestMulti } from '../jsonnet/index.js';
import { findPackageRoot } from '../package-root.js';
import { generateCatalogJson } from './catalog-json.js';
import type { GeneratedFile } from './generated-file.js';
import { foldersOf, importOf } from './extension.js';
import { createGrafonnetResolver, renderGrafonnetError } from './grafonnet-resolver.js';

/** Where the jsonnet of boards and rules may come from, besides the package. */
export interface JsonnetSources {
  /** Folders in which imports are looked for before the package's own, best first. */
  readonly jsonnetPath?: readonly string[];
  /** A jsonnet file with an object that is added to the mixin, before its boards and rules are made. */
  readonly extend?: string;
}

/** The boards of a service. */
export interface GeneratedDashboards {
  readonly files: GeneratedFile[];
  /** `built-in`, or the path of the grafonnet that was used instead. */
  readonly library: string;
}

/**
 * Returns the Grafana boards of a service as `dashboards/<board>.json`. Throws `TRI_GENERATE_BROKEN_JSONNET` with the trace of
 * the evaluation when the layout does not fit the catalog or the grafonnet that was found.
 */
export function generateDashboards(
  catalog: ServiceCatalog,
  { jsonnetPath = [], extend }: JsonnetSources = {},
): GeneratedDashboards {
  const resolver = createGrafonnetResolver([...jsonnetPath, ...foldersOf(extend)]);
  try {
    const { value } = evaluateJsonnet({
      entry: join(findPackageRoot(), 'dashboards/main.jsonnet'),
      resolver,
      origins: false,
      extVars: { catalog: generateCatalogJson(catalog).content },
      tlas: {
        // Read as the data it is; as code it would be a program of thousands of lines.
        catalog: { code: "std.parseJson(std.extVar('catalog'))" },
        config: { code: JSON.stringify({ lang: catalog.config.generate?.lang ?? 'en' }) },
        extension: { code: importOf(extend) },
      },
    });
    const boards = Object.entries(value as Record<string, { panels?: unknown[] }>);
    // A service that calls nobody has nothing to show on the clients' board.
    const empty = boards.filter(([, { panels }]) => panels?.length === 0).map(([name]) => name);
    const files = [...manifestMulti(value)].flatMap(([name, content]) =>
      empty.includes(name) ? [] : [{ path: `dashboards/${name}`, content }],
    );
    return { files, library: resolver.usedLibrary() ?? 'built-in' };
  } catch (error) {
    if (!(error instanceof JsonnetError)) throw error;
    const trace = renderGrafonnetError(error, resolver.usedLibrary());
    throw new TricordError('TRI_GENERATE_BROKEN_JSONNET', { trace }, { cause: error });
  }
}
