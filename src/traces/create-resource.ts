import { hostname } from 'node:os';
import type { Resource } from '@opentelemetry/resources';
import { VERSION } from '@opentelemetry/core/build/src/version.js';
import { LocalResource } from './local-resource.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that a pod gets by the downward API or its template, and the resource attribute each one fills. */
const podVariables = {
  POD_NAME: 'k8s.pod.name',
  POD_NAMESPACE: 'k8s.namespace.name',
  POD_UID: 'k8s.pod.uid',
  POD_IP: 'k8s.pod.ip',
  NODE_NAME: 'k8s.node.name',
  CONTAINER_NAME: 'k8s.container.name',
  DEPLOYMENT_NAME: 'k8s.deployment.name',
  CLUSTER_NAME: 'k8s.cluster.name',
} as const;

/** OTel's SDK_INFO. */
const sdk = {
  'telemetry.sdk.name': 'opentelemetry',
  'process.runtime.name': 'node',
  'telemetry.sdk.language': 'nodejs',
  'telemetry.sdk.version': VERSION,
};

/** Characters of OTEL_RESOURCE_ATTRIBUTES that are read. */
const longestList = 16_384;

/** What a resource is made of. */
export interface ResourceOptions {
  readonly service: { readonly name: string; readonly version: string };
  /** Attributes of the user's own; they win. */
  readonly resource?: Readonly<Record<string, string>> | undefined;
  readonly environment: Variables;
}

/**
 * Returns who sends the spans: service, SDK, host, process and pod, over them OTEL_RESOURCE_ATTRIBUTES and over that the
 * user's own; the service is called what the settings call it.
 */
export function createResource({ service, resource, environment }: ResourceOptions): Resource {
  return new LocalResource({
    ...sdk,
    'service.version': service.version,
    'host.name': hostname(),
    'process.pid': process.pid,
    ...describePod(environment),
    ...parseResourceAttributes(environment['OTEL_RESOURCE_ATTRIBUTES'] ?? ''),
    'service.name': service.name,
    ...resource,
  });
}

/** Also the instance and the namespace of the service, as OTel's conventions for Kubernetes derive them. */
function describePod(environment: Variables): Record<string, string> {
  const said = (variable: string): string => environment[variable] ?? '';
  const entries = Object.entries(podVariables).map(([variable, key]) => [key, said(variable)] as const);
  const instance = [said('POD_NAMESPACE'), said('POD_NAME'), said('CONTAINER_NAME')].filter(
    (part) => part !== '',
  );
  return Object.fromEntries(
    [
      ...entries,
      ['service.namespace', said('POD_NAMESPACE')] as const,
      ['service.instance.id', said('POD_NAME') === '' ? '' : instance.join('.')] as const,
    ].filter(([, value]) => value !== ''),
  );
}

/** `key=value,key=value` with percent-encoded values (OTel's resource specification); what is no pair is left out. */
function parseResourceAttributes(text: string): Record<string, string> {
  const pairs = text
    .slice(0, longestList)
    .split(',')
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, Math.max(at, 0)).trim(), decode(pair.slice(at + 1).trim())];
    });
  return Object.fromEntries(pairs.filter(([key]) => /^[\w./-]{1,255}$/.test(key)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
