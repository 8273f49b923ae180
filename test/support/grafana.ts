import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serveHttp } from './serve-http.js';

/** A dashboard as the stub keeps it. */
export interface Kept {
  dashboard: Record<string, unknown> & { uid: string; title: string; version: number; id: number };
  folderUid: string;
  updatedBy: string;
  provisioned?: boolean;
}

/** What the stub does instead of answering: before the request is obeyed, or after. */
export type Fault =
  | { readonly when: 'before' | 'after'; readonly does: 'reset'; readonly meanwhile?: () => void }
  | { readonly when: 'before' | 'after'; readonly status: number; readonly retryAfter?: number }
  | { readonly when: 'before'; readonly does: 'html' };

/** A Grafana written from its public API documents: what they do not allow is a 400, which a test then sees. */
export interface GrafanaStub {
  readonly url: string;
  readonly folders: Map<string, { uid: string; title: string }>;
  readonly dashboards: Map<string, Kept>;
  /** Method and path of every request. */
  readonly requests: string[];
  /** Bodies of every save. */
  readonly saves: Record<string, unknown>[];
  /** The role of the token's service account. */
  role: 'Admin' | 'Editor' | 'None';
  /** What happens to the coming requests, one after the other. */
  faults: (Fault | undefined)[];
  close(): Promise<void>;
}

const token = 'glsa_0123456789abcdef_test';

/** The token that the stub takes. */
export const grafanaToken = token;

/** Starts a Grafana that knows dashboards, folders and search, on a free port of this machine. */
export async function startGrafana(): Promise<GrafanaStub> {
  const stub = {
    folders: new Map(),
    dashboards: new Map(),
    requests: [],
    saves: [],
    role: 'None',
    faults: [],
  } as unknown as {
    -readonly [Key in keyof GrafanaStub]: GrafanaStub[Key];
  };
  const server = createServer((request, response) => void handle(stub, request, response));
  return Object.assign(stub, await serveHttp(server));
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function handle(stub: GrafanaStub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://grafana');
  stub.requests.push(`${request.method} ${url.pathname}`);
  const fault = stub.faults.shift();
  if (fault?.when === 'before') return fail(fault, request, response);
  const answer =
    request.headers.authorization === `Bearer ${token}`
      ? obey(stub, { method: request.method ?? '', url, text })
      : { status: 401, body: { message: `Invalid API key ${request.headers.authorization}` } };
  if (fault?.when === 'after') return fail(fault, request, response);
  response.writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(answer.body));
}

function fail(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if ('does' in fault && fault.does === 'reset') {
    fault.meanwhile?.();
    return void request.socket.resetAndDestroy();
  }
  if ('does' in fault) {
    response.writeHead(200, { 'content-type': 'text/html' });
    return void response.end('<html>Log in</html>');
  }
  const { status, retryAfter } = fault;
  response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
  response.end(status === 500 ? '{"message":"boom"}' : 'gateway');
}

function obey(stub: GrafanaStub, asked: { method: string; url: URL; text: string }): Answer {
  const { method, url } = asked;
  const [, api, kind, ...rest] = url.pathname.split('/').map(decodeURIComponent);
  if (api !== 'api') return { status: 404, body: { message: 'Not found' } };
  if (kind === 'search' && method === 'GET') return search(stub, url.searchParams);
  if (kind === 'serviceaccounts' && rest[0] === 'search' && method === 'GET') return listAccounts(stub);
  if (kind === 'folders') return answerFolder(stub, method, rest[0], asked.text);
  if (kind === 'dashboards' && rest[0] === 'uid') return answerDashboard(stub, method, rest[1] ?? '');
  if (kind === 'dashboards' && rest[0] === 'db' && method === 'POST') return save(stub, asked.text);
  return { status: 404, body: { message: 'Not found' } };
}

function listAccounts({ role }: GrafanaStub): Answer {
  if (role !== 'Admin') return { status: 403, body: { message: "You'll need additional permissions" } };
  return { status: 200, body: { totalCount: 1, serviceAccounts: [{ id: 1, role }], page: 1, perPage: 1 } };
}

function search({ dashboards }: GrafanaStub, query: URLSearchParams): Answer {
  const limit = Number(query.get('limit') ?? 1000);
  const page = Number(query.get('page') ?? 1);
  const all = [...dashboards.values()].filter(({ folderUid }) => folderUid === query.get('folderUIDs'));
  const hits = all.slice((page - 1) * limit, page * limit);
  return {
    status: 200,
    body: hits.map(({ dashboard: { uid, title } }) => ({ uid, title, type: 'dash-db' })),
  };
}

function answerFolder(
  { folders }: GrafanaStub,
  method: string,
  uid: string | undefined,
  text: string,
): Answer {
  if (method === 'GET') {
    const folder = folders.get(uid ?? '');
    return folder === undefined
      ? { status: 404, body: { message: 'folder not found' } }
      : { status: 200, body: folder };
  }
  const folder = JSON.parse(text) as { uid: string; title: string };
  if (!/^[\w-]{1,40}$/.test(folder.uid) || folder.title === '')
    return { status: 400, body: { message: 'bad folder' } };
  const isTaken = [...folders.values()].some(
    (each) => each.uid === folder.uid || each.title === folder.title,
  );
  if (isTaken) return { status: 409, body: { message: 'a folder with that name already exists' } };
  folders.set(folder.uid, folder);
  return { status: 200, body: folder };
}

function answerDashboard({ dashboards }: GrafanaStub, method: string, uid: string): Answer {
  const kept = dashboards.get(uid);
  if (kept === undefined) return { status: 404, body: { message: 'Dashboard not found' } };
  if (method === 'DELETE') {
    dashboards.delete(uid);
    return { status: 200, body: { message: 'Dashboard deleted' } };
  }
  const { folderUid, updatedBy, provisioned = false } = kept;
  const meta = { folderUid, updatedBy, provisioned, version: kept.dashboard.version };
  return { status: 200, body: { dashboard: kept.dashboard, meta } };
}

function save(stub: GrafanaStub, text: string): Answer {
  const { folders, dashboards } = stub;
  const body = JSON.parse(text) as { dashboard: Kept['dashboard']; folderUid?: string; overwrite?: boolean };
  stub.saves.push(body as unknown as Record<string, unknown>);
  const { dashboard, folderUid = '' } = body;
  if (dashboard.title === '' || !/^[\w-]{1,40}$/.test(dashboard.uid) || dashboard.id !== null)
    return { status: 400, body: { message: 'bad dashboard' } };
  if (folderUid !== '' && !folders.has(folderUid))
    return { status: 404, body: { message: 'folder not found' } };
  const known = dashboards.get(dashboard.uid);
  const refuse = (status: string, message: string) => ({ status: 412, body: { status, message } });
  if (body.overwrite !== true) {
    if (known !== undefined && known.dashboard.version !== dashboard.version)
      return refuse('version-mismatch', 'The dashboard has been changed by someone else');
    const namesake = [...dashboards.values()].find(
      (each) => each.folderUid === folderUid && each.dashboard.title === dashboard.title,
    );
    if (namesake !== undefined && namesake.dashboard.uid !== dashboard.uid)
      return refuse('name-exists', 'A dashboard with the same name in the folder already exists');
  }
  if (known?.provisioned === true)
    return { status: 400, body: { message: 'Cannot save provisioned dashboard' } };
  const version = (known?.dashboard.version ?? 0) + 1;
  dashboards.set(dashboard.uid, {
    dashboard: { ...dashboard, id: known?.dashboard.id ?? dashboards.size + 1, version },
    ...{ folderUid, updatedBy: 'tricord' },
  });
  return { status: 200, body: { uid: dashboard.uid, version, status: 'success' } };
}
