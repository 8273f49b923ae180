import type { DiscoveryRole } from './relabel-step.js';
import type { Container, Pod, Port, Service, Texts, Workloads } from './workload.js';

/** Something that Kubernetes discovery finds, and the labels it finds it with. */
export interface Discovered {
  readonly pod: Pod;
  readonly labels: ReadonlyMap<string, string>;
}

/** Returns what Prometheus' discovery of Kubernetes finds in a role. */
export function discover(role: DiscoveryRole, { pods, services }: Workloads): Discovered[] {
  if (role === 'pod') return pods.flatMap(discoverPod);
  return services.flatMap((service) =>
    pods.filter((pod) => selects(service, pod)).flatMap((pod) => discoverEndpoints(role, service, pod)),
  );
}

/** Each port of each container is a target; so is a container without ports, at an address without one. */
function discoverPod(pod: Pod): Discovered[] {
  return pod.containers.flatMap((container) => {
    const ports: (Port | undefined)[] = container.ports.length === 0 ? [undefined] : [...container.ports];
    return ports.map((port) => {
      const address = port === undefined ? pod.ip : joinAddress(pod.ip, port.number);
      return {
        pod,
        labels: new Map([['__address__', address], ...aboutPod(pod), ...aboutContainer(container, port)]),
      };
    });
  });
}

function discoverEndpoints(role: DiscoveryRole, service: Service, pod: Pod): Discovered[] {
  const prefix = role === 'endpoints' ? 'endpoint' : 'endpointslice';
  return service.ports.flatMap(({ name, target, protocol }) => {
    const found = pod.containers
      .filter(({ isInit }) => !isInit)
      .flatMap((container) => container.ports.map((port) => ({ container, port })))
      .find(({ port }) => port.name === target || String(port.number) === target);
    const number = found?.port.number ?? Number(target);
    if (!Number.isInteger(number)) return [];
    return [
      {
        pod,
        labels: new Map<string, string>([
          ['__address__', joinAddress(pod.ip, number)],
          ['__meta_kubernetes_service_name', service.name],
          [`__meta_kubernetes_${role === 'endpoints' ? 'endpoints' : 'endpointslice'}_name`, service.name],
          [`__meta_kubernetes_${prefix}_port_name`, name],
          [`__meta_kubernetes_${prefix}_port_protocol`, protocol],
          ...texts('service_label', service.labels),
          ...texts('service_annotation', service.annotations),
          ...aboutPod(pod),
          ...(found === undefined ? [] : aboutContainer(found.container, found.port)),
        ]),
      },
    ];
  });
}

export function selects({ namespace, selector }: Pick<Service, 'namespace' | 'selector'>, pod: Pod): boolean {
  const wanted = Object.entries(selector);
  return (
    namespace === pod.namespace &&
    wanted.length > 0 &&
    wanted.every(([key, value]) => pod.labels[key] === value)
  );
}

function aboutPod(pod: Pod): [string, string][] {
  const { name, namespace, ip, node, phase, ready, controller } = pod;
  const facts: [string, string][] = [
    ['namespace', namespace],
    ['pod_name', name],
    ['pod_ip', ip],
    ['pod_phase', phase],
    ['pod_ready', ready],
    ['pod_node_name', node],
    ['pod_controller_kind', controller?.kind ?? ''],
    ['pod_controller_name', controller?.name ?? ''],
  ];
  return [
    ...facts.map(([key, value]): [string, string] => [`__meta_kubernetes_${key}`, value]),
    ...texts('pod_label', pod.labels),
    ...texts('pod_annotation', pod.annotations),
  ];
}

function aboutContainer({ name, image, isInit }: Container, port: Port | undefined): [string, string][] {
  const prefix = '__meta_kubernetes_pod_container';
  return [
    [`${prefix}_name`, name],
    [`${prefix}_image`, image],
    [`${prefix}_init`, String(isInit)],
    ...(port === undefined
      ? []
      : ([
          [`${prefix}_port_name`, port.name],
          [`${prefix}_port_number`, String(port.number)],
          [`${prefix}_port_protocol`, port.protocol],
        ] as [string, string][])),
  ];
}

/** Each text is a label, and so is that it is there. */
function texts(kind: string, all: Texts): [string, string][] {
  return Object.entries(all).flatMap(([key, value]): [string, string][] => {
    const name = key.replace(/[^a-zA-Z0-9_]/g, '_');
    return [
      [`__meta_kubernetes_${kind}_${name}`, value],
      [`__meta_kubernetes_${kind.replace(/(label|annotation)$/, '$1present')}_${name}`, 'true'],
    ];
  });
}

function joinAddress(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
