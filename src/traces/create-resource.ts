import { hostname } from 'node:os';
import { SDK_INFO } from '@opentelemetry/core';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';

/** Variables that a pod gets by the downward API, and the resource attribute each one fills. */
const podVariables = {
  POD_NAME: 'k8s.pod.name',
  POD_NAMESPACE: 'k8s.namespace.name',
  POD_UID: 'k8s.pod.uid',
  POD_IP: 'k8s.pod.ip',
  NODE_NAME: 'k8s.node.name',
} as const;

/** What a resource is made of. */
export interface ResourceOptions {
  readonly service: { readonly name: string; readonly version: string };
  /** Attributes of the user's own; they win. */
  readonly resource?: Readonly<Record<string, string>> | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Returns who sends the spans: service, SDK, host, process and pod. */
export function createResource({ service, resource, environment }: ResourceOptions): Resource {
  const pod = Object.entries(podVariables).flatMap(([variable, key]) => {
    const value = environment[variable];
    return value === undefined || value === '' ? [] : [[key, value] as const];
  });
  return resourceFromAttributes({
    ...SDK_INFO,
    'service.name': service.name,
    'service.version': service.version,
    'host.name': hostname(),
    'process.pid': process.pid,
    ...Object.fromEntries(pod),
    ...resource,
  });
}
