/** Labels, annotations and the like. */
export type Texts = Readonly<Record<string, string>>;

export interface Port {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly isInit: boolean;
  readonly ports: readonly Port[];
}

/** A pod as it would run: what a manifest does not tell is made up, and looks it. */
export interface Pod {
  /** What makes it, e.g. `Deployment orders`. */
  readonly owner: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly ip: string;
  readonly node: string;
  readonly phase: string;
  readonly ready: string;
  readonly controller?: { readonly kind: string; readonly name: string };
  readonly containers: readonly Container[];
}

/** A Service, behind whose ports its pods stand. */
export interface Service {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly selector: Texts;
  readonly ports: readonly { readonly name: string; readonly target: string; readonly protocol: string }[];
}

/** A PodMonitor or ServiceMonitor. */
export interface Monitor {
  readonly kind: 'PodMonitor' | 'ServiceMonitor';
  readonly name: string;
  readonly namespace: string;
  /** Namespaces it looks into; absent for all. */
  readonly namespaces?: readonly string[];
  readonly selector: Texts;
  /** A selector by expressions is not evaluated. */
  readonly hasExpressions: boolean;
  readonly podTargetLabels: readonly string[];
  readonly targetLabels: readonly string[];
  readonly jobLabel: string;
  readonly endpoints: readonly Readonly<Record<string, unknown>>[];
}

/** What a manifest holds that matters to a scrape. */
export interface Workloads {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly monitors: readonly Monitor[];
}
