import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { load } from 'js-yaml';
import { judgeObject } from './judge-object.js';

/** An object as the API stores it. */
export interface StoredObject {
  readonly apiVersion?: string;
  readonly kind: string;
  metadata: {
    name: string;
    namespace?: string;
    resourceVersion?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  readonly [part: string]: unknown;
}

/** An API server in this process: lists, watches, creates and applies. */
export interface KubeApi {
  readonly url: string;
  /** Creates or replaces an object of `plural`, and tells those who watch. */
  put(plural: string, object: StoredObject): void;
  remove(plural: string, name: string, namespace: string): void;
  all(plural: string): StoredObject[];
  close(): Promise<void>;
}

/** Group and version → plural → kind. */
const resources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v1: {
    pods: 'Pod',
    services: 'Service',
    endpoints: 'Endpoints',
    configmaps: 'ConfigMap',
    nodes: 'Node',
    namespaces: 'Namespace',
  },
  'apps/v1': { deployments: 'Deployment', replicasets: 'ReplicaSet' },
  'autoscaling/v2': { horizontalpodautoscalers: 'HorizontalPodAutoscaler' },
  'discovery.k8s.io/v1': { endpointslices: 'EndpointSlice' },
  'monitoring.coreos.com/v1': {
    podmonitors: 'PodMonitor',
    servicemonitors: 'ServiceMonitor',
    prometheusrules: 'PrometheusRule',
  },
  'keda.sh/v1alpha1': { scaledobjects: 'ScaledObject' },
  'argoproj.io/v1alpha1': { analysistemplates: 'AnalysisTemplate' },
  'flagger.app/v1beta1': { metrictemplates: 'MetricTemplate' },
  'grafana.integreatly.org/v1beta1': { grafanadashboards: 'GrafanaDashboard' },
};

/** Starts the server on a loopback port. It admits what `judgeObject` finds nothing wrong with. */
export async function startKubeApi(): Promise<KubeApi> {
  const stored = new Map<string, StoredObject>();
  const watchers = new Set<{ plural: string; namespace: string; reply: ServerResponse }>();
  let version = 1;
  const keyOf = (plural: string, name: string, namespace: string) => `${plural}/${namespace}/${name}`;
  const tell = (type: string, plural: string, object: StoredObject) => {
    for (const watcher of watchers)
      if (
        watcher.plural === plural &&
        (watcher.namespace === '' || watcher.namespace === object.metadata.namespace)
      )
        watcher.reply.write(`${JSON.stringify({ type, object })}\n`);
  };
  const put = (plural: string, object: StoredObject) => {
    const { name, namespace = '' } = object.metadata;
    const key = keyOf(plural, name, namespace);
    const isNew = !stored.has(key);
    const uid = `uid-${key}`;
    const next = {
      ...object,
      metadata: {
        uid,
        creationTimestamp: '2026-01-01T00:00:00Z',
        ...object.metadata,
        resourceVersion: String(++version),
      },
    };
    stored.set(key, next);
    tell(isNew ? 'ADDED' : 'MODIFIED', plural, next);
    return next;
  };
  const list = (plural: string, namespace: string) =>
    [...stored]
      .filter(([key]) => key.startsWith(namespace === '' ? `${plural}/` : `${plural}/${namespace}/`))
      .map(([, object]) => object);

  const server = createServer((request, reply) => {
    void handle(request, reply).catch((error: unknown) =>
      send(reply, 500, status(500, 'InternalError', String(error))),
    );
  });
  async function handle(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://kube');
    const discovery = describeApi(pathname);
    if (discovery !== undefined) return send(reply, 200, discovery);
    const place = findPlace(pathname);
    if (place === undefined) return send(reply, 404, status(404, 'NotFound', `${pathname} is not there`));
    const { groupVersion, plural, kind, namespace, name } = place;
    if (request.method === 'PATCH' || request.method === 'POST') {
      let text = '';
      for await (const chunk of request) text += chunk;
      const object = load(text) as StoredObject;
      const fault = judgeObject(object, kind);
      if (fault !== undefined) return send(reply, 422, status(422, 'Invalid', fault));
      const whole = { ...object, metadata: { ...object.metadata, namespace } };
      const isDry = searchParams.get('dryRun') === 'All';
      return send(reply, 200, isDry ? whole : put(plural, whole));
    }
    if (name !== '') {
      const found = stored.get(keyOf(plural, name, namespace));
      return found === undefined
        ? send(reply, 404, status(404, 'NotFound', `${plural} "${name}" not found`))
        : send(reply, 200, found);
    }
    const isWatch = /^(?:1|true)$/.test(searchParams.get('watch') ?? '');
    if (!isWatch) {
      const items = list(plural, namespace);
      return send(reply, 200, {
        kind: `${kind}List`,
        apiVersion: groupVersion,
        metadata: { resourceVersion: String(version) },
        items,
      });
    }
    reply.writeHead(200, { 'content-type': 'application/json' });
    const since = Number(searchParams.get('resourceVersion') ?? version);
    const missed = list(plural, namespace).filter(({ metadata }) => Number(metadata.resourceVersion) > since);
    for (const object of missed) reply.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    reply.flushHeaders();
    const watcher = { plural, namespace, reply };
    watchers.add(watcher);
    reply.once('close', () => watchers.delete(watcher));
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${address.port}`,
    put: (plural, object) => void put(plural, object),
    remove(plural, name, namespace) {
      const key = keyOf(plural, name, namespace);
      const object = stored.get(key);
      stored.delete(key);
      if (object !== undefined)
        tell('DELETED', plural, {
          ...object,
          metadata: { ...object.metadata, resourceVersion: String(++version) },
        });
    },
    all: (plural) => list(plural, ''),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(reply: ServerResponse, code: number, body: object): void {
  reply.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function status(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}

/** What clients ask before all else: which groups there are, and what is in them. */
function describeApi(path: string): object | undefined {
  if (path === '/version') return { major: '1', minor: '35', gitVersion: 'v1.35.0' };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const groups = Object.keys(resources)
      .filter((groupVersion) => groupVersion.includes('/'))
      .map((groupVersion) => {
        const [name, version] = groupVersion.split('/');
        return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } };
      });
    return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  }
  const groupVersion = path.replace(/^\/apis?\//, '');
  const known = resources[groupVersion];
  if (known === undefined) return undefined;
  const verbs = ['create', 'get', 'list', 'patch', 'watch'];
  const list = Object.entries(known).map(([name, kind]) => ({
    ...{ name, kind, verbs, singularName: kind.toLowerCase() },
    namespaced: !['Node', 'Namespace'].includes(kind),
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: list };
}

function findPlace(path: string) {
  const match =
    /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?$/.exec(path);
  const [, core, group, namespace = '', plural = '', name = ''] = match ?? [];
  const groupVersion = core ?? group ?? '';
  const kind = resources[groupVersion]?.[plural];
  return kind === undefined ? undefined : { groupVersion, plural, kind, namespace, name };
}
