import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createFileResolver,
  type JsonnetError,
  renderJsonnetError,
  type Resolver,
} from '../jsonnet/index.js';
import { findPackageRoot } from '../package-root.js';

/** Folders of grafonnet, one a version of Grafana, that the built-in library answers to. */
const versions = [
  ...['v9.4.0', 'v9.5.0'],
  ...['v10.0.0', 'v10.1.0', 'v10.2.0', 'v10.3.0', 'v10.4.0'],
  ...['v11.0.0', 'v11.1.0', 'v11.2.0', 'v11.3.0', 'v11.4.0'],
];

const entryOf = (folder: string) => `grafonnet-${folder}/main.libsonnet`;

/** Import path of grafonnet → the source that stands for it, which takes the version from the path; and of its helpers. */
export const grafonnetEntries: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    versions.flatMap((version) => {
      const source = `(import 'tricord-grafonnet/main.libsonnet')('${version}')\n`;
      return [
        [entryOf(version), source],
        [`github.com/grafana/grafonnet/gen/${entryOf(version)}`, source],
      ];
    }),
  ),
  'github.com/jsonnet-libs/xtd/main.libsonnet': "import 'tricord-grafonnet/xtd.libsonnet'\n",
};

/** What mixins import besides grafonnet: its documentation helper, whose results are never looked at. */
export const grafonnetBuiltins: Readonly<Record<string, string>> = {
  ...grafonnetEntries,
  'github.com/jsonnet-libs/docsonnet/doc-util/main.libsonnet': '{}\n',
  'doc-util/main.libsonnet': '{}\n',
};

/** Returns the folder that the built-in library is imported from. */
export function grafonnetFolder(): string {
  return join(findPackageRoot(), 'dashboards/grafonnet');
}

/** Returns the path of a grafonnet in one of the folders, under any of its import paths. */
export function findGrafonnet(folders: readonly string[]): string | undefined {
  const places = folders.flatMap((folder) => [join(folder, 'github.com/grafana/grafonnet/gen'), folder]);
  return places
    .flatMap((place) => (existsSync(place) ? readdirSync(place).map((name) => join(place, name)) : []))
    .filter((path) => /[/\\]grafonnet-[^/\\]+$/.test(path))
    .map((path) => join(path, 'main.libsonnet'))
    .find((path) => existsSync(path));
}

/** A resolver of jsonnet imports that knows which grafonnet it gave out. */
export interface GrafonnetResolver extends Resolver {
  /** Returns `built-in`, the path of the grafonnet that shadows it, or undefined when none was imported. */
  usedLibrary(): string | undefined;
}

/**
 * Returns a resolver of the given folders in which grafonnet's import paths always lead somewhere: to a grafonnet in one of
 * the folders, or else to the built-in library.
 */
export function createGrafonnetResolver(folders: readonly string[]): GrafonnetResolver {
  const ownFolder = join(findPackageRoot(), 'dashboards');
  const files = createFileResolver({
    roots: [...folders, join(ownFolder, 'grafonnet'), ownFolder],
    builtins: grafonnetBuiltins,
  });
  let used: string | undefined;
  return {
    resolve(request) {
      const found = files.resolve(request);
      if (/(?:^|\/)grafonnet-[^/]+\/main\.libsonnet$/.test(request.path) && used === undefined) {
        used =
          found.id.startsWith('builtin:') || found.id.startsWith(ownFolder) ? 'built-in' : found.fileName;
      }
      return found;
    },
    usedLibrary: () => used,
  };
}

/** Renders an error of jsonnet with its trace; for a name the built-in grafonnet lacks, with what to do about it. */
export function renderGrafonnetError(error: JsonnetError, library: string | undefined): string {
  const text = renderJsonnetError(error);
  if (library !== 'built-in' || !error.message.startsWith('field does not exist')) return text;
  return `${text}\nIf it is a name of grafonnet, the built-in subset does not have it: add the real grafonnet with \`jb install github.com/grafana/grafonnet/gen/grafonnet-latest@main\` and put its folder on the jsonnet path.`;
}
