import type { Conventions, LogDialect } from '../conventions.js';
import type { logLevels } from '../log-dialects.js';

/** The names of OTEL_PROPAGATORS that are understood. */
export type PropagationFormat = 'tracecontext' | 'baggage' | 'b3' | 'b3multi' | 'jaeger';

/** Everything that can be set about a running service, resolved and validated. */
export interface Settings {
  readonly service: {
    readonly name: string;
    readonly version: string;
    /** Ego's `mode`, `region`, `zone` and `build_time` of `build_info`; empty when unknown. */
    readonly mode: string;
    readonly region: string;
    readonly zone: string;
    readonly buildTime: string;
  };
  readonly logs: {
    readonly level: (typeof logLevels)[number];
    readonly frameworkLevel: (typeof logLevels)[number];
    readonly destination: 'stdout' | 'stderr' | 'file';
    /** Path of the log file, when the destination is `file`. */
    readonly file: string;
    /** Where the framework logger writes; empty for where the business logger does. */
    readonly frameworkDestination: '' | 'stdout' | 'stderr' | 'file';
    readonly frameworkFile: string;
    /** Bytes and age from which a log file is put aside; 0 for never. */
    readonly rotateBytes: number;
    readonly rotateMs: number;
    /** How many of the files put aside are kept, and for how long; 0 keeps them. */
    readonly keepFiles: number;
    readonly keepMs: number;
    /** Of each message and level below error, so many lines a second are written; 0 writes all. */
    readonly sampleFirst: number;
    /** Of those after, every so many-th is written; 0 writes none. */
    readonly sampleThereafter: number;
    /** Lines below error that a logger writes a second, and as many errors; 0 writes all. */
    readonly linesPerSecond: number;
    /** Whether lines say where they were written; a stack a line costs four times the line. */
    readonly caller: boolean;
    readonly dialect: LogDialect;
  };
  readonly traces: {
    /** Where spans go: `otlp` and `jaeger` by `endpoint`, `console` draws them on stderr, `none` exports none. */
    readonly exporter: 'otlp' | 'jaeger' | 'console' | 'none';
    /** Address of the collector; without one `otlp` exports nothing and `jaeger` follows OTEL_EXPORTER_JAEGER_*. */
    readonly endpoint: string;
    readonly protocol: 'protobuf' | 'json' | 'grpc';
    readonly headers: Readonly<Record<string, string>>;
    /** Milliseconds that one export may take. */
    readonly timeoutMs: number;
    /** How OTLP's bodies are packed. */
    readonly compression: 'none' | 'gzip';
    /** PEM files for collectors that are spoken to by TLS: whom to trust, and who this service is; empty for none. */
    readonly certificate: string;
    readonly clientKey: string;
    readonly clientCertificate: string;
    /** Resource attributes besides those of the service, the host and the pod. */
    readonly resource: Readonly<Record<string, string>>;
    /** Share of traces begun here that are recorded, 0 to 1. */
    readonly sampleRatio: number;
    /** Shares of single methods, e.g. `GET./healthz` or `POST./pay*`. */
    readonly routes: Readonly<Record<string, number>>;
    /** Most sampled traces that begin here in one second; 0 is no limit. */
    readonly tracesPerSecond: number;
    /** Whether what failed or was slow is exported although its trace was not sampled. */
    readonly keepErrors: boolean;
    readonly keepSlow: boolean;
    /** Whether callers are strangers: their traces are linked and not continued, except from `trustedNetworks`. */
    readonly edge: boolean;
    readonly trustedNetworks: readonly string[];
    /** Spans and bytes that may wait, spans exported together, milliseconds they wait for company. */
    readonly queueSpans: number;
    readonly queueBytes: number;
    readonly batchSpans: number;
    readonly delayMs: number;
    /** Parts of a span that are kept. */
    readonly spanAttributes: number;
    readonly spanEvents: number;
    readonly spanLinks: number;
    readonly eventAttributes: number;
    readonly linkAttributes: number;
    /** Characters of a text; 4 KiB are the most. */
    readonly attributeLength: number;
  };
  /** What travels with requests besides spans themselves. */
  readonly propagation: {
    /** How spans are told to other processes; the first that a caller's headers hold is believed, all are sent. */
    readonly formats: readonly PropagationFormat[];
    /** Headers that travel on with everything a request calls; Ego's EXTRA_KEYS. */
    readonly extraKeys: readonly string[];
    /** Those of them that every log line carries. */
    readonly loggedKeys: readonly string[];
    /** Proxies before this service whose X-Forwarded-For is believed; 0 takes the address of the connection. */
    readonly trustedHops: number;
  };
  readonly metrics: {
    readonly runtime: boolean;
    readonly seriesBudget: number;
  };
  readonly governor: {
    readonly enabled: boolean;
    readonly host: string;
    readonly port: number;
    /** File with the bearer token of those who may act; without one nobody may. */
    readonly tokenFile: string;
    /** Whether only what is open to everyone is served: metrics, probes and build. */
    readonly readOnly: boolean;
    /** Whether the processes of this machine, or of this pod, are trusted with details without a token. */
    readonly trustLoopback: boolean;
    /** Host names besides `localhost` by which it may be called; addresses always may. */
    readonly allowedHosts: readonly string[];
    /** Whether allocations may be profiled. */
    readonly heapProfile: boolean;
    /** Whether the heap may be read out, with every secret in it, and up to which size. */
    readonly heapSnapshot: boolean;
    readonly heapSnapshotBytes: number;
    /** Whether it listens in a thread of its own, where it answers probes however busy the service is. */
    readonly ownThread: boolean;
  };
  readonly access: {
    /** Whether every request a server handled gets a line, or only those that failed or were slow. */
    readonly servers: boolean;
    readonly clients: boolean;
    /** Milliseconds that replace every entry's own threshold; 0 keeps them. */
    readonly slowMs: number;
  };
  readonly shutdown: {
    /** Milliseconds from the wish to stop to the end; Ego's stopTimeout. */
    readonly deadlineMs: number;
    /** Milliseconds in which the service says that it is not ready before it stops to accept. */
    readonly notReadyMs: number;
  };
  /** What differs for one server, client or kind of operation, by its name, e.g. `pg.orders` or `http.server.request`. */
  readonly components: Readonly<Record<string, Partial<ComponentSettings>>>;
  /** Whether logs have the console's layout and tell each call that is made; for a developer's terminal. */
  readonly debug: boolean;
  /** In production a metric that breaks the conventions is refused; elsewhere it throws. */
  readonly production: boolean;
}

/** What operators may switch for one component, or for a kind of operation; Ego's interceptor switches. */
export interface ComponentSettings {
  /** Whether every operation gets an access line, not only those that failed or were slow. */
  readonly access: boolean;
  /** Milliseconds after which an operation is slow; 0 disables. */
  readonly slowMs: number;
  /** Whether access lines carry what was asked and what was answered. */
  readonly captureRequest: boolean;
  readonly captureResponse: boolean;
  /** Bytes of it that are kept. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Whether its operations are counted, and whether they have spans. */
  readonly metrics: boolean;
  readonly traces: boolean;
}

/** What a service, a file or the environment may set; everything has a default but the service's name. */
export type SettingsInput = DeepPartial<Settings>;

type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> | undefined }
    : Value;

const defaultTraces: Settings['traces'] = {
  exporter: 'otlp',
  endpoint: '',
  protocol: 'protobuf',
  headers: {},
  timeoutMs: 10_000,
  compression: 'none',
  certificate: '',
  clientKey: '',
  clientCertificate: '',
  resource: {},
  sampleRatio: 1,
  routes: {},
  tracesPerSecond: 0,
  keepErrors: true,
  keepSlow: true,
  edge: false,
  trustedNetworks: [],
  queueSpans: 16_384,
  queueBytes: 16 * 1024 * 1024,
  batchSpans: 512,
  delayMs: 1000,
  spanAttributes: 128,
  spanEvents: 128,
  spanLinks: 128,
  eventAttributes: 128,
  linkAttributes: 128,
  attributeLength: 4096,
};

/** Returns the settings of a service that sets nothing but its name. */
export function defaultSettings(conventions: Conventions, isProduction = false): Settings {
  return {
    service: { name: '', version: '0.0.0', mode: '', region: '', zone: '', buildTime: '' },
    logs: {
      level: 'info',
      frameworkLevel: 'info',
      destination: 'stdout',
      file: '',
      frameworkDestination: '',
      frameworkFile: '',
      // Ego's: 500 MB, ten files, seven days.
      rotateBytes: 500 * 1024 * 1024,
      rotateMs: 0,
      keepFiles: 10,
      keepMs: 7 * 24 * 3_600_000,
      sampleFirst: 0,
      sampleThereafter: 0,
      linesPerSecond: 0,
      caller: !isProduction,
      dialect: conventions.logDialect,
    },
    traces: defaultTraces,
    propagation: { formats: ['tracecontext', 'baggage'], extraKeys: [], loggedKeys: [], trustedHops: 0 },
    metrics: { runtime: true, seriesBudget: conventions.seriesBudget },
    governor: {
      enabled: true,
      host: '127.0.0.1',
      port: conventions.scrape.port,
      tokenFile: '',
      readOnly: false,
      trustLoopback: true,
      allowedHosts: [],
      heapProfile: false,
      heapSnapshot: false,
      heapSnapshotBytes: 256 * 1024 * 1024,
      ownThread: false,
    },
    access: { servers: true, clients: false, slowMs: 0 },
    // Balancers learn of it by their next probe; on a developer's machine there is none.
    shutdown: { deadlineMs: 5000, notReadyMs: isProduction ? 1000 : 0 },
    components: {},
    debug: false,
    production: isProduction,
  };
}
