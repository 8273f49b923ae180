/** What the scrape calls the labels it attaches to a target. */
export interface TargetLabels {
  readonly namespace: string;
  readonly pod: string;
  /** The service, from the pod label `app`. */
  readonly app: string;
  /** The environment, from the pod label `version`. */
  readonly version: string;
  /** Address of the pod. */
  readonly instance: string;
  readonly job: string;
}

/** The names of each way to scrape; `helm` is the `kubernetes-pods` job of the prometheus-community chart. */
export const targetLabelProfiles = {
  helm: {
    namespace: 'namespace',
    pod: 'pod',
    app: 'app',
    version: 'version',
    instance: 'instance',
    job: 'job',
  },
} as const satisfies Record<string, TargetLabels>;
