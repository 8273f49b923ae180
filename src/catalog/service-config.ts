import type { ConventionOverrides } from '../conventions.js';
import type { Severity } from '../problem.js';
import type { KubernetesConfig } from './kubernetes-config.js';

/** What a service writes into `tricord.config.ts`: lint, check and generate read it, the running service does not. */
export interface ServiceConfig {
  readonly service: {
    /** DNS label, e.g. `order-service`; becomes `app` label, `service.name` and file names. */
    readonly name: string;
    /** Port of the governor inside the pod; the conventions' port (9003) by default. */
    readonly governorPort?: number;
    /** Value of the pod label `version`, which the boards show as the environment; `pro` by default. */
    readonly environment?: string;
  };
  /** Modules that declare the service's own metrics, relative to the config file. */
  readonly metrics?: readonly string[];
  /** Names of the operations this service has, e.g. `grpc.server.unary`: boards and alerts are about these. @default all */
  readonly operations?: readonly string[];
  readonly conventions?: ConventionOverrides;
  /** What the service promises its callers; each becomes recording rules and burn-rate alerts. */
  readonly slos?: readonly SloConfig[];
  readonly generate?: {
    /** Folder the generated files go to, relative to the config file; `observability` by default. */
    readonly output?: string;
    /** Where runbooks are served: `<base><alert-in-kebab-case>.md`. */
    readonly runbookBaseUrl?: string;
    /** Where Grafana is served; alerts then link the board that shows them. */
    readonly grafanaUrl?: string;
    /** Alert name → what to change about it. */
    readonly alerts?: Readonly<Record<string, AlertOverride>>;
    /** How Prometheus finds the service, which decides what it calls the pod and its namespace. @default 'helm', or 'operator' with its discovery */
    readonly scrape?: ScrapeProfile;
    /** What else Kubernetes shall know of the service; its objects are generated with it. */
    readonly kubernetes?: KubernetesConfig;
    /** Language of the titles on the boards. @default 'en' */
    readonly lang?: BoardLanguage;
    /** Where logs and traces are looked at; panels link there. */
    readonly links?: BoardLinks;
    /** A jsonnet file that changes the boards and rules or adds some, relative to the config file. */
    readonly extend?: string;
    /** Folders in which jsonnet imports are looked for first, e.g. `vendor`, relative to the config file. */
    readonly jsonnetPath?: readonly string[];
  };
  readonly check?: {
    /** Rule → its severity in this service; `off` leaves it out. */
    readonly rules?: Readonly<Record<string, Severity | 'off'>>;
    readonly waivers?: readonly Waiver[];
  };
}

/** Lets problems of a rule pass until a day, for a reason. */
export interface Waiver {
  readonly rule: string;
  /** Why it is not mended yet. */
  readonly reason: string;
  /** The last day it holds, `YYYY-MM-DD` in UTC. */
  readonly until: string;
  /** Name of the file, page or stream; `*` stands for any characters. @default any */
  readonly file?: string;
  /** Part of the sentence, such as the name of a metric. @default any */
  readonly text?: string;
}

/**
 * `helm`: the `kubernetes-pods` job of the prometheus-community chart; `helm-legacy`: that chart before version 15, which
 * says `kubernetes_namespace` and `kubernetes_pod_name`; `operator`: the monitors of the Prometheus operator.
 */
export type ScrapeProfile = 'helm' | 'helm-legacy' | 'operator';

/** Languages the boards speak. */
export type BoardLanguage = 'en' | 'zh';

/** Where logs and traces of the service are looked at. */
export interface BoardLinks {
  /** Base URL of Jaeger's page, e.g. `https://jaeger.example`. */
  readonly jaeger?: string;
  /** LogQL stream selector of the service's logs, with the variables of the boards; true for the usual labels. */
  readonly loki?: string | true;
  /** URL of the service's log table in ClickVisual, e.g. `https://logs.example/query?tid=7`. */
  readonly clickVisual?: string;
}

/** A promise: which share of the requests is good, over a period. */
export interface SloConfig {
  /** Lower case with dashes, unique within the service; value of the label `slo`. */
  readonly name: string;
  /** Percentage of requests that are good, between 0 and 100, e.g. `99.9`. */
  readonly objective: number;
  /** `availability`: not failed (5xx); `latency`: answered within `thresholdSeconds`. */
  readonly kind: 'availability' | 'latency';
  /** For latency: one of the buckets of `server_handle_seconds`. */
  readonly thresholdSeconds?: number;
  /** Operation of a server it is about, e.g. `http.server.request`. @default all of the service's servers */
  readonly operation?: string;
  /** Methods it is about, e.g. `POST./orders`. @default all */
  readonly methods?: readonly string[];
  /** @default '30d' */
  readonly period?: SloPeriod;
}

/** Periods that an error budget is for. */
export type SloPeriod = '7d' | '28d' | '30d';

/** What a service may change about a generated alert. */
export interface AlertOverride {
  /** Prometheus duration, e.g. `5m`. */
  readonly for?: string;
  readonly severity?: 'critical' | 'warning' | 'info';
  readonly threshold?: number;
  readonly disabled?: boolean;
}

/** Types a service's configuration; the value is returned as it is. */
export function defineConfig(config: ServiceConfig): ServiceConfig {
  return config;
}
