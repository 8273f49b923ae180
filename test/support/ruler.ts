import { createServer } from 'node:http';
import { dump, load } from 'js-yaml';
import { serveHttp } from './serve-http.js';

/** A ruler written from the API documents of Mimir and Cortex. */
export interface RulerStub {
  readonly url: string;
  /** Namespace → name of a group → the group. */
  readonly namespaces: Map<string, Map<string, { name: string; rules: unknown[] }>>;
  readonly tenants: Set<string>;
  close(): Promise<void>;
}

/** Starts a ruler on a free port of this machine. */
export async function startRuler(): Promise<RulerStub> {
  const namespaces: RulerStub['namespaces'] = new Map();
  const tenants = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      tenants.add(String(request.headers['x-scope-orgid'] ?? ''));
      const parts = (request.url ?? '').split('/').slice(1).map(decodeURIComponent);
      const [namespace = '', name] = parts.slice(3);
      const text = Buffer.concat(chunks).toString('utf8');
      const [status, body] =
        parts.slice(0, 3).join('/') === 'config/v1/rules'
          ? obey(namespaces, { method: request.method ?? '', namespace, name, text })
          : [404, 'page not found'];
      response.writeHead(status, { 'content-type': 'application/yaml' });
      response.end(body);
    });
  });
  const { url, close } = await serveHttp(server);
  return { url: `${url}/config/v1/rules`, namespaces, tenants, close };
}

interface Asked {
  readonly method: string;
  readonly namespace: string;
  readonly name: string | undefined;
  readonly text: string;
}

function obey(
  namespaces: RulerStub['namespaces'],
  { method, namespace, name, text }: Asked,
): [number, string] {
  const groups = namespaces.get(namespace);
  if (method === 'GET' && name === undefined)
    return groups === undefined || groups.size === 0
      ? [404, 'no rule groups found']
      : [200, dump({ [namespace]: [...groups.values()] })];
  if (method === 'POST' && name === undefined) {
    const group = load(text) as { name?: string; rules?: unknown[] };
    if (typeof group.name !== 'string' || !Array.isArray(group.rules)) return [400, 'invalid rules config'];
    const own = groups ?? new Map<string, { name: string; rules: unknown[] }>();
    own.set(group.name, { ...group, name: group.name, rules: group.rules });
    namespaces.set(namespace, own);
    return [202, ''];
  }
  if (method === 'DELETE' && name !== undefined)
    return groups?.delete(name) === true ? [202, ''] : [404, 'group does not exist'];
  return [405, 'method not allowed'];
}
