import type { IncomingHttpHeaders } from 'node:http';

const knownMethods = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
]);

/** Characters a name given by a caller may have before it is cut. */
const peerLimit = 128;

/** Returns the method, or `_OTHER` for one that HTTP does not know, so that callers cannot invent label values. */
export function knownMethod(method: string | undefined): string {
  return method !== undefined && knownMethods.has(method) ? method : '_OTHER';
}

/** Returns Ego's method label: verb, dot, route template; the template of an unmatched route is empty. */
export function methodLabel(method: string | undefined, route: string | undefined): string {
  return `${knownMethod(method)}.${route ?? ''}`;
}

/** Returns one value of a header, cut, or an empty string. */
export function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value.slice(0, peerLimit) : '';
}

/** Returns a path with every segment that looks like an id replaced by `:id`, and without its query. */
export function templatePath(path: string): string {
  const query = path.indexOf('?');
  const bare = query < 0 ? path : path.slice(0, query);
  return bare
    .slice(0, 512)
    .split('/')
    .map((segment) => (isIdentifier(segment) ? ':id' : segment))
    .join('/');
}

/** Numbers, UUIDs, hashes, long tokens and e-mail addresses; a word or a version such as `v2` is none. */
function isIdentifier(segment: string): boolean {
  if (/^\d+$/.test(segment) || segment.length > 32) return true;
  if (/^[0-9a-f-]{16,}$/i.test(segment) || segment.includes('@') || segment.includes('%')) return true;
  return segment.length >= 12 && /\d/.test(segment);
}

const probes = new Set(['/healthz', '/livez', '/readyz']);

/** Says whether a request is a health probe by the paths that Kubernetes' own components answer. */
export function isProbe({ url = '' }: { readonly url?: string | undefined }): boolean {
  const query = url.indexOf('?');
  return probes.has(query < 0 ? url : url.slice(0, query));
}
