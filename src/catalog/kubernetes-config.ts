/** How a team runs its services: `generate.kubernetes`, and with it every object is generated, not only the pod template. */
export interface KubernetesConfig {
  /** What tells Prometheus of the pods: their annotations, or an object of the operator; never both. @default 'annotations' */
  readonly discovery?: 'annotations' | 'operator';
  /** With the operator: whether it finds the pods themselves or through a Service. @default 'pod' */
  readonly monitor?: 'pod' | 'service';
  /** With the operator: time between two scrapes, e.g. `15s`. @default that of Prometheus */
  readonly scrapeInterval?: string;
  /** Namespace of the service; objects name none by default, since whoever applies them chooses. */
  readonly namespace?: string;
  /** Labels of every object, e.g. `release`, by which an operator chooses the objects it obeys. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What carries the boards to Grafana. @default 'config-map' */
  readonly dashboards?: 'config-map' | 'grafana-operator' | 'none';
  /** Folder of the boards in Grafana. */
  readonly grafanaFolder?: string;
  /** Labels of the Grafana that the Grafana operator shall bring the boards to. @default `{ dashboards: 'grafana' }` */
  readonly grafanaSelector?: Readonly<Record<string, string>>;
  /** Where Prometheus answers within the cluster; KEDA and canaries ask it. */
  readonly prometheusUrl?: string;
  readonly scaling?: ScalingConfig;
  /** Judges a new version by the promises in `slos` before it gets all requests. */
  readonly canary?: CanaryConfig;
  /** Whether a Helm chart with the same objects is written too. @default false */
  readonly chart?: boolean;
}

/** By what the number of pods follows the load. */
export interface ScalingConfig {
  /** The HPA needs prometheus-adapter; KEDA asks Prometheus itself. */
  readonly by: 'hpa' | 'keda';
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly ScalingMetric[];
}

/** A counter or gauge of the catalog, and how much of it one pod shall carry: of a counter, its increase per second. */
export interface ScalingMetric {
  /** Full name, e.g. `custom_orders_created_total`. */
  readonly name: string;
  readonly perPod: number;
}

/** How a canary is judged. */
export interface CanaryConfig {
  readonly by: 'argo' | 'flagger';
  /** How many times faster than its promise allows a new version may spend the error budget. @default 1 */
  readonly maxBurnRate?: number;
}
