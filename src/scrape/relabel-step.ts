/** A step of `relabel_configs`, in the words of Prometheus. */
export interface RelabelStep {
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly target_label?: string;
  readonly replacement?: string;
  readonly action?: RelabelAction;
}

export type RelabelAction =
  | 'replace'
  | 'keep'
  | 'drop'
  | 'keepequal'
  | 'dropequal'
  | 'hashmod'
  | 'labelmap'
  | 'labeldrop'
  | 'labelkeep'
  | 'lowercase'
  | 'uppercase';

/** What a job scrapes: pods themselves, or what stands behind a Service. */
export type DiscoveryRole = 'pod' | 'endpoints' | 'endpointslice';

/** A job of `scrape_configs` that finds its targets in Kubernetes. */
export interface ScrapeJob {
  readonly job_name: string;
  readonly honor_labels?: boolean;
  readonly scrape_interval?: string;
  readonly scrape_timeout?: string;
  readonly metrics_path?: string;
  readonly scheme?: string;
  readonly params?: Readonly<Record<string, readonly string[]>>;
  readonly kubernetes_sd_configs: readonly {
    readonly role: DiscoveryRole;
    /** Namespaces that are looked into; all when absent. */
    readonly namespaces?: { readonly names?: readonly string[] };
  }[];
  readonly relabel_configs: readonly RelabelStep[];
}
