/** A router of Express 5 or 4: a function with its layers. */
export interface RouterLike {
  readonly stack: readonly LayerLike[];
}

/** What a router holds for each `use` and each route. */
export interface LayerLike {
  handle: (...args: never[]) => unknown;
  readonly route?: { readonly path: unknown } | undefined;
  /** Path as it was written; of routers since 2.3. */
  readonly rawPath?: unknown;
  /** Express 4: the path as it was compiled. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean };
  readonly keys?: readonly { readonly name: string | number }[];
  /** Matches everything, as `use` without a path does. */
  readonly slash?: boolean;
}

/** Returns a path of the application's own code: a template, an expression, or one of several. */
export function pathText(path: unknown): string {
  if (Array.isArray(path)) return path.length === 1 ? pathText(path[0]) : `(${path.map(pathText).join('|')})`;
  return path instanceof RegExp ? path.source : String(path);
}

/** Returns the template of what is mounted under another. */
export function joinRoute(mount: string, path: string): string {
  return mount + (path === '/' ? '' : path.replace(/\/$/, ''));
}

/** Returns the template under which a layer is mounted; one that its router has forgotten is `/*`. */
export function mountTemplate(layer: LayerLike): string {
  if (layer.slash === true || layer.regexp?.fast_slash === true) return '';
  if (layer.rawPath !== undefined) return pathText(layer.rawPath);
  return layer.regexp === undefined ? '/*' : readCompiled(layer.regexp.source, layer.keys ?? []);
}

/** A parameter as Express 4 compiles it, with groups in its group, or a star. */
const groups = /\(\?:(\\\/)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\)|\(\.\*\)/g;

/** Express 4 compiles `/orgs/:org` to `^\/orgs(?:\/([^\/]+?))\/?(?=\/|$)` and keeps the names of its groups. */
function readCompiled(source: string, keys: NonNullable<LayerLike['keys']>): string {
  let group = 0;
  return source
    .replace(/^\^/, '')
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
    .replace(groups, (_, slash: string | undefined) => {
      const name = keys[group++]?.name;
      return (slash ?? '') + (typeof name === 'string' ? `:${name}` : '*');
    })
    .replace(/\\(.)/g, '$1');
}
