/** How log keys are spelled. */
export type LogDialect = 'zap' | 'ego' | 'ecs';

/** How span attributes are spelled. */
export type SpanDialect = 'otel' | 'opentracing' | 'ego';

/** Ego's HTTP statuses of gRPC codes (a deadline is 408), or those of google.rpc (a deadline is 504). */
export type UniformCodes = 'ego' | 'google';

/** The names, units and limits that every service follows; a team overrides them in `tricord.config.*`. */
export interface Conventions {
  /** Prefix, without the underscore, of the metrics Tricord itself emits. */
  readonly namespace: string;
  /** Prefix of the metrics that a service declares. */
  readonly userPrefix: string;
  /** Prefixes of foreign metrics that are let through as they are. */
  readonly foreignPrefixes: readonly string[];
  /** The words a metric name may end in. */
  readonly unitSuffixes: readonly string[];
  /** Labels that Prometheus itself gives a meaning. */
  readonly reservedLabels: readonly string[];
  /** Labels that the scrape attaches to a target, so no metric may carry them. */
  readonly targetLabels: readonly string[];
  /** Series a metric may have before further label sets go to its overflow series. */
  readonly seriesBudget: number;
  readonly logDialect: LogDialect;
  readonly spanDialects: readonly SpanDialect[];
  readonly scrape: {
    /** Port of the governor, where `/metrics` is. */
    readonly port: number;
    readonly path: string;
    /** Pod labels that become series labels. */
    readonly podLabels: readonly string[];
  };
  readonly identity: {
    /** Header and gRPC metadata key that tells a server which service calls. */
    readonly appHeader: string;
    /** Reply header that carries the trace id. */
    readonly traceIdHeader: string;
    /** Reply header that repeats the business code of an error. */
    readonly bizCodeHeader: string;
  };
  /** Which table says the HTTP status of a gRPC code, in replies and in `uniform_code`. */
  readonly uniformCodes: UniformCodes;
}

/** What a team may change: each key replaces the default as a whole, `scrape` and `identity` key by key. */
export type ConventionOverrides = Partial<Omit<Conventions, 'scrape' | 'identity'>> & {
  readonly scrape?: Partial<Conventions['scrape']>;
  readonly identity?: Partial<Conventions['identity']>;
};

/** The conventions of the Ego framework as its deck presents them. */
export const defaultConventions: Conventions = deepFreeze({
  namespace: 'ego',
  userPrefix: 'custom_',
  foreignPrefixes: ['nodejs_', 'process_'],
  unitSuffixes: ['_total', '_seconds', '_bytes', '_ratio', '_info'],
  reservedLabels: ['le', 'quantile'],
  targetLabels: [
    'app',
    'container',
    'enable',
    'endpoint',
    'instance',
    'job',
    'namespace',
    'node',
    'pod',
    'pod_template_hash',
    'service',
    'version',
  ],
  seriesBudget: 2000,
  logDialect: 'zap',
  spanDialects: ['otel', 'opentracing'],
  scrape: { port: 9003, path: '/metrics', podLabels: ['app', 'enable', 'version'] },
  identity: { appHeader: 'app', traceIdHeader: 'x-trace-id', bizCodeHeader: 'x-ego-code' },
  uniformCodes: 'ego',
});

/** Returns the default conventions with a team's overrides applied, frozen. */
export function resolveConventions(overrides: ConventionOverrides = {}): Conventions {
  return deepFreeze({
    ...defaultConventions,
    ...overrides,
    scrape: { ...defaultConventions.scrape, ...overrides.scrape },
    identity: { ...defaultConventions.identity, ...overrides.identity },
  });
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null) deepFreeze(child);
  }
  return Object.freeze(value);
}
