import type { ConventionOverrides } from '../conventions.js';

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
  readonly generate?: {
    /** Folder the generated files go to, relative to the config file; `observability` by default. */
    readonly output?: string;
    /** Where runbooks are served: `<base><alert-in-kebab-case>.md`. */
    readonly runbookBaseUrl?: string;
    /** Alert name → what to change about it. */
    readonly alerts?: Readonly<Record<string, AlertOverride>>;
  };
}

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
