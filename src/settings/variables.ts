import { traceVariables } from './trace-variables.js';

/** One setting that the environment can give: its path in the settings and the variables that name it, first one wins. */
export interface Variable {
  readonly path: string;
  readonly names: readonly string[];
  readonly type: 'string' | 'number' | 'duration' | 'boolean' | 'pairs' | 'list' | 'names';
  /** Names whose value is only the beginning, and what completes it. */
  readonly completions?: Readonly<Record<string, string>>;
  /** Names that speak other words than ours, and what each of those words sets; other words set nothing. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

/** Every variable Tricord reads; standard `OTEL_*` and Ego's `EGO_*` names come after our own. */
export const variables: readonly Variable[] = [
  { path: 'service.name', names: ['TRICORD_SERVICE_NAME', 'OTEL_SERVICE_NAME', 'EGO_NAME'], type: 'string' },
  { path: 'service.version', names: ['TRICORD_SERVICE_VERSION'], type: 'string' },
  { path: 'service.mode', names: ['TRICORD_MODE', 'EGO_MODE'], type: 'string' },
  { path: 'service.region', names: ['TRICORD_REGION', 'EGO_REGION'], type: 'string' },
  { path: 'service.zone', names: ['TRICORD_ZONE', 'EGO_ZONE'], type: 'string' },
  { path: 'service.buildTime', names: ['TRICORD_BUILD_TIME'], type: 'string' },
  { path: 'logs.level', names: ['TRICORD_LOG_LEVEL'], type: 'string' },
  { path: 'logs.frameworkLevel', names: ['TRICORD_LOG_FRAMEWORK_LEVEL'], type: 'string' },
  { path: 'logs.destination', names: ['TRICORD_LOG_DESTINATION'], type: 'string' },
  { path: 'logs.file', names: ['TRICORD_LOG_FILE'], type: 'string' },
  {
    path: 'logs.frameworkDestination',
    names: ['TRICORD_LOG_FRAMEWORK_DESTINATION'],
    type: 'string',
  },
  { path: 'logs.frameworkFile', names: ['TRICORD_LOG_FRAMEWORK_FILE'], type: 'string' },
  { path: 'logs.rotateBytes', names: ['TRICORD_LOG_ROTATE_BYTES'], type: 'number' },
  { path: 'logs.rotateMs', names: ['TRICORD_LOG_ROTATE_MS'], type: 'duration' },
  { path: 'logs.keepFiles', names: ['TRICORD_LOG_KEEP_FILES'], type: 'number' },
  { path: 'logs.keepMs', names: ['TRICORD_LOG_KEEP_MS'], type: 'duration' },
  { path: 'logs.sampleFirst', names: ['TRICORD_LOG_SAMPLE_FIRST'], type: 'number' },
  { path: 'logs.sampleThereafter', names: ['TRICORD_LOG_SAMPLE_THEREAFTER'], type: 'number' },
  { path: 'logs.linesPerSecond', names: ['TRICORD_LOG_LINES_PER_SECOND'], type: 'number' },
  { path: 'logs.caller', names: ['TRICORD_LOG_CALLER'], type: 'boolean' },
  { path: 'logs.dialect', names: ['TRICORD_LOG_DIALECT'], type: 'string' },
  ...traceVariables,
  { path: 'propagation.formats', names: ['TRICORD_PROPAGATION_FORMATS', 'OTEL_PROPAGATORS'], type: 'names' },
  {
    path: 'propagation.extraKeys',
    names: ['TRICORD_PROPAGATION_EXTRA_KEYS', 'EGO_LOG_EXTRA_KEYS'],
    type: 'names',
  },
  {
    path: 'propagation.loggedKeys',
    names: ['TRICORD_PROPAGATION_LOGGED_KEYS', 'EGO_LOG_EXTRA_KEYS'],
    type: 'names',
  },
  { path: 'propagation.trustedHops', names: ['TRICORD_PROPAGATION_TRUSTED_HOPS'], type: 'number' },
  { path: 'metrics.runtime', names: ['TRICORD_METRICS_RUNTIME'], type: 'boolean' },
  { path: 'metrics.seriesBudget', names: ['TRICORD_METRICS_SERIES_BUDGET'], type: 'number' },
  { path: 'governor.enabled', names: ['TRICORD_GOVERNOR_ENABLED'], type: 'boolean' },
  { path: 'governor.host', names: ['TRICORD_GOVERNOR_HOST'], type: 'string' },
  { path: 'governor.port', names: ['TRICORD_GOVERNOR_PORT'], type: 'number' },
  { path: 'governor.tokenFile', names: ['TRICORD_GOVERNOR_TOKEN_FILE'], type: 'string' },
  { path: 'governor.readOnly', names: ['TRICORD_GOVERNOR_READ_ONLY'], type: 'boolean' },
  { path: 'governor.trustLoopback', names: ['TRICORD_GOVERNOR_TRUST_LOOPBACK'], type: 'boolean' },
  { path: 'governor.allowedHosts', names: ['TRICORD_GOVERNOR_ALLOWED_HOSTS'], type: 'list' },
  { path: 'governor.heapProfile', names: ['TRICORD_GOVERNOR_HEAP_PROFILE'], type: 'boolean' },
  { path: 'governor.heapSnapshot', names: ['TRICORD_GOVERNOR_HEAP_SNAPSHOT'], type: 'boolean' },
  { path: 'governor.heapSnapshotBytes', names: ['TRICORD_GOVERNOR_HEAP_SNAPSHOT_BYTES'], type: 'number' },
  { path: 'governor.ownThread', names: ['TRICORD_GOVERNOR_OWN_THREAD'], type: 'boolean' },
  { path: 'access.servers', names: ['TRICORD_ACCESS_SERVERS'], type: 'boolean' },
  { path: 'access.clients', names: ['TRICORD_ACCESS_CLIENTS'], type: 'boolean' },
  { path: 'access.slowMs', names: ['TRICORD_ACCESS_SLOW_MS'], type: 'duration' },
  { path: 'shutdown.deadlineMs', names: ['TRICORD_SHUTDOWN_DEADLINE_MS'], type: 'duration' },
  { path: 'shutdown.notReadyMs', names: ['TRICORD_SHUTDOWN_NOT_READY_MS'], type: 'duration' },
  { path: 'debug', names: ['TRICORD_DEBUG', 'EGO_DEBUG'], type: 'boolean' },
  { path: 'production', names: ['TRICORD_PRODUCTION'], type: 'boolean' },
];

/** Variables of ours that are no settings: where the settings file is, and what CI demands of the tests. */
export const otherVariables: readonly string[] = ['TRICORD_SETTINGS', 'TRICORD_REQUIRE_BACKENDS'];

/** What Kubernetes injects into every pod when a Service of its namespace is called `tricord`. */
export const injectedByKubernetes = /^TRICORD_(?:SERVICE_HOST|SERVICE_PORT(?:_.*)?|PORT(?:_.*)?)$/;
