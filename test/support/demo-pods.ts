import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createTestTelemetry } from '../../src/testing/index.js';
import { kubePage } from './cluster-pages.js';
import type { KubeApi, StoredObject } from './kube-api.js';

/** What a demo pod is asked to be, besides running. */
export interface DemoPod {
  readonly name: string;
  /** The third and fourth number of its address, of which all of 127.0.0.0/8 is this machine's. */
  readonly ip: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly phase?: string;
  readonly ports?: readonly {
    readonly name?: string;
    readonly containerPort: number;
    readonly protocol?: string;
  }[];
  readonly initContainers?: readonly object[];
}

/** Returns the object of a pod, as the API server of a cluster would have it. */
export function podObject(pod: DemoPod): StoredObject {
  const { name, ip, labels = {}, annotations = {}, phase = 'Running', ports = [], initContainers = [] } = pod;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { ...labels, 'pod-template-hash': '5d4f8c' }, annotations },
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'shop/main', ports }], initContainers },
    status: { phase, podIP: ip, hostIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** Serves the page of a service with real telemetry at the address of each pod, at one port. */
export async function serveService(ips: readonly string[], port: number): Promise<() => Promise<void>> {
  const telemetry = createTestTelemetry({
    service: { name: 'order-service', version: '1.2.3' },
    metrics: { runtime: true },
  });
  const servers = await Promise.all(
    ips.map((ip) => listen(ip, port, async () => String((await telemetry.metrics.page()).body))),
  );
  return async () => {
    await Promise.all(servers.map(close));
    await telemetry.shutdown();
  };
}

/** Serves what kube-state-metrics would say of the pods that the API server has. */
export async function serveKubeState(api: KubeApi, ip: string, port: number): Promise<() => Promise<void>> {
  const names = () => api.all('pods').map(({ metadata }) => metadata.name);
  const server = await listen(ip, port, () => kubePage('shop', names(), 1));
  return () => close(server);
}

async function listen(ip: string, port: number, page: () => string | Promise<string>): Promise<Server> {
  const server = createServer((_, reply) => {
    void Promise.resolve(page()).then((text) =>
      reply.setHeader('content-type', 'text/plain; version=0.0.4').end(text),
    );
  });
  server.listen(port, ip);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
