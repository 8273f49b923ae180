/**
 * Every error Tricord can throw, as code → sentence (what, got, do); `{name}` is replaced by the datum of that name.
 * They are thrown at set-up and by the tools only, never in a request. docs/errors.md explains each.
 */
export const errorMessages = {
  TRI_BULLMQ_NOT_OBSERVABLE:
    '`{name}` is neither a queue nor a worker of BullMQ 5 or 6. Hand over what `new Queue` or `new Worker` returned.',
  TRI_CATALOG_INVALID_METRIC: 'Metric `{name}` breaks the conventions: {problems}',
  TRI_CATALOG_INVALID_OPERATION: 'Operation `{name}` is not usable: {reason}',
  TRI_CATALOG_UNKNOWN_OPERATION: 'Operation `{name}` is not in the catalog. Known are {known}.',
  TRI_CHECK_INVALID_BASELINE:
    'Baseline `{path}` cannot be used: {reason}. Write it by `tricord check --baseline <file> --update-baseline`.',
  TRI_CHECK_MISSING_SCHEMA:
    'There is no schema of the log lines of the `{dialect}` dialect in `{path}`. Choose another dialect, or install the package again.',
  TRI_CLI_FETCH_FAILED:
    'Page `{url}` could not be fetched: {reason}. Start the service or correct the address.',
  TRI_CLI_INVALID_URL: '`{url}` is not an http or https URL. Write it out, e.g. http://127.0.0.1:9003.',
  TRI_CLI_MISSING_BASELINE: '`--update-baseline` needs to know which file. Name it by `--baseline <file>`.',
  TRI_CLI_MISSING_TARGET:
    'Nothing was named to check. Give URLs or files of metrics, logs, rules, dashboards or manifests, or `-` for standard input.',
  TRI_CLI_NOTHING_TO_CHECK:
    'Folder `{folder}` holds no metrics page, log, rule file or dashboard. Name the folder that `tricord generate` wrote.',
  TRI_CLI_UNKNOWN_KIND:
    'What `{target}` is cannot be told from its content. Say so with `--kind metrics`, `logs`, `rules`, `dashboard` or `manifest`.',
  TRI_CLI_UNKNOWN_RULE: 'No rule is called `{rule}`. {hint}',
  TRI_CLI_UNREADABLE_TARGET: 'Target `{target}` could not be read: {reason}. Name a file, a URL or `-`.',
  TRI_CONFIG_DUPLICATE_METRIC:
    'Metric `{name}` is defined in `{first}` and again in `{second}`. Define it once and import it, or rename one.',
  TRI_CONFIG_NOT_FOUND:
    'There is no tricord.config.ts in `{folder}` or above it. Create one; `tricord generate --help` shows the smallest.',
  TRI_CONFIG_UNKNOWN_KEY: 'Key `{key}` in `{path}` is unknown. {hint}',
  TRI_CONFIG_UNKNOWN_RULE: 'Configuration `{path}` names the rule `{rule}`, which there is not. {hint}',
  TRI_CONFIG_UNREADABLE:
    'Configuration `{path}` could not be loaded: {reason}. Correct it, or name another with --config.',
  TRI_CONFIG_UNREADABLE_METRICS:
    'Module `{module}`, which `metrics` of `{path}` lists, could not be loaded: {reason}. Correct the module or the list.',
  TRI_CONFIG_WRONG_TYPE: 'Key `{key}` in `{path}` is `{got}`; it must be {expected}. Correct it there.',
  TRI_GENERATE_BROKEN_ALERTS: 'The jsonnet of the rules cannot be evaluated. {trace}',
  TRI_GENERATE_BROKEN_JSONNET: 'The jsonnet of the boards cannot be evaluated. {trace}',
  TRI_GENERATE_BROKEN_MIXIN: 'Mixin `{path}` cannot be rendered. {trace}',
  TRI_GENERATE_INVALID_LABEL:
    '`{value}` cannot be the pod label `{label}`: Kubernetes wants at most 63 letters, digits, `-`, `_` and `.`, starting and ending with a letter or digit.',
  TRI_GENERATE_INVALID_NAME:
    '{kind} `{name}` would have a name that Kubernetes refuses: at most 63 lower-case letters, digits and `-`. Shorten the name of the service or of the promise.',
  TRI_GENERATE_INVALID_OVERRIDE: 'The override of alert `{alert}` is not usable: {reason}',
  TRI_GENERATE_INVALID_SCALING: 'The service cannot be scaled by `scaling`: {reason}',
  TRI_GENERATE_INVALID_SLO: 'Promise `{slo}` in `slos` is not usable: {reason}',
  TRI_GENERATE_MISSING_PROMETHEUS:
    'KEDA and canaries ask Prometheus, and the configuration does not tell where it is. Set `generate.kubernetes.prometheusUrl`.',
  TRI_GENERATE_MISSING_SCHEMA: 'Schema `{path}` is missing from the package: {reason}. Install it again.',
  TRI_GENERATE_NOTHING_PROMISED:
    'A canary is judged by what the service promises, and it promises nothing. Add `slos`, or remove `canary`.',
  TRI_GENERATE_OVERSIZED:
    '`{path}` would have {bytes} bytes, and Kubernetes takes {limit}. Split the board or the rules.',
  TRI_GENERATE_SHARED_PORT:
    'Services `{first}` and `{second}` both have port {port} for their metrics, but on one machine each needs its own. Set `service.governorPort` of one of them.',
  TRI_GENERATE_TWO_DISCOVERIES:
    '`{key}` is `{value}`, but Prometheus discovers the pods by `{discovery}`. A pod that is found in two ways is scraped twice: change `{key}` or `discovery`.',
  TRI_GENERATE_UNSAFE_PATH: 'File `{path}` is not written below `{root}`: {reason}',
  TRI_GOVERNOR_CANNOT_LISTEN:
    'The governor cannot listen on {host}:{port}: {reason}. Set `governor.host` and `governor.port` to an address of this machine.',
  TRI_GOVERNOR_OPEN:
    'The governor would be open to everyone who reaches `{host}`. Set governor.tokenFile, or governor.readOnly to serve metrics and probes only.',
  TRI_GOVERNOR_PORT_IN_USE:
    'The governor cannot listen on {host}:{port}, because another program does. Stop it, or set `governor.port` or TRICORD_GOVERNOR_PORT.',
  TRI_GOVERNOR_UNUSABLE_TOKEN:
    'The token of the governor in `{path}` cannot be used: {reason}. Write one there, e.g. by `openssl rand -base64 32`.',
  TRI_INSTRUMENT_ENDLESS_PATTERN:
    'Expression `{pattern}` of a relabel rule may take very long on some path: {reason}. Use one `[^/]+` a segment.',
  TRI_INSTRUMENT_INVALID_RELABEL:
    'The relabel rule of `{pattern}` cannot be used: {reason}. Give an expression and what stands for the paths it matches.',
  TRI_LINT_UNKNOWN_SETTING: 'ESLint setting `{key}` is unknown. Known are {known}.',
  TRI_LINT_UNSEEN_CONVENTIONS:
    'The conventions in `{path}` cannot be read without running it, so rules that depend on them are silent. Write them out there, or hand them over as `settings.tricord.conventions`.',
  TRI_LINT_WRONG_SETTING: 'ESLint setting `{key}` is `{value}`; it must be {expected}.',
  TRI_LOGS_PANIC: '{message}',
  TRI_LOGS_UNWRITABLE_FILE:
    'Log file `{path}` cannot be opened for writing: {reason}. Name another file or correct its permissions.',
  TRI_METRICS_REFUSED: 'Metric `{name}` is refused: {problems}',
  TRI_INSTRUMENT_WRONG_TARGET: '`{adapter}` was given {got}. Hand over {wanted}.',
  TRI_KAFKAJS_NOT_OBSERVABLE:
    'The `{name}` client is no client, producer or consumer of kafkajs. Hand over what `new Kafka` returned.',
  TRI_MONGODB_NOT_MONITORED:
    'MongoDB client `{name}` was made without `monitorCommands: true`, so its commands cannot be seen. Add that option where the client is made.',
  TRI_PG_UNREACHABLE:
    'Database `{name}` at {address} cannot be reached: {reason}. Start it or correct its address.',
  TRI_PROVISION_CONFLICT:
    'The {what} is left as it is: {reason}. Look at the plan, and decide with whoever changed it.',
  TRI_PROVISION_FAILED:
    '`{request}` failed: {reason}. What was done stays; run it again when that is mended.',
  TRI_PROVISION_MISSING_TARGET:
    'Nothing was named to provision. Give `--grafana <url>`, `--ruler <url>`, or `--prometheus <url>` with `--rules-dir <folder>`.',
  TRI_PROVISION_NEEDS_BACKUP:
    '`--force` replaces what others made. Say where their work is kept by `--backup <folder>`, or leave it out.',
  TRI_PROVISION_PLAIN_HTTP:
    'A token would travel to `{url}` unencrypted. Use https, or say `--allow-http` when the network is yours.',
  TRI_PROVISION_TOKEN_ON_COMMAND_LINE:
    'A token on the command line is seen by every user of the machine. Put it into GRAFANA_TOKEN, a file (`--token-file`) or standard input (`--token-stdin`), and replace this one.',
  TRI_PROVISION_UNUSABLE_FILE: '`{path}` cannot be provisioned: {reason}.',
  TRI_PROVISION_UNUSABLE_TOKEN: 'The token in {source} cannot be used: {reason}. Write it there anew.',
  TRI_SCRAPE_UNEXPLAINED: 'Who scrapes `{file}` cannot be told: {reason}. Correct it, or name another file.',
  TRI_SETTINGS_DUPLICATE_KEY:
    'Setting `{key}` is set twice in {source}: as `{first}` and as `{second}`. Keep one of them.',
  TRI_SETTINGS_INVALID_VARIABLE:
    'Variable `{name}` is `{value}`, which is not {expected}. Correct or remove it.',
  TRI_SETTINGS_MISSING_LOG_FILE:
    'The log destination is `file`, but no file is named. Set `logs.file` or TRICORD_LOG_FILE.',
  TRI_SETTINGS_MISSING_NAME:
    'The service has no name. Give `service.name` to createTelemetry, or set TRICORD_SERVICE_NAME.',
  TRI_SETTINGS_UNKNOWN_KEY: 'Setting `{key}` in {source} is unknown. {hint}',
  TRI_SETTINGS_UNKNOWN_VARIABLE: 'Variable `{name}` is not one that Tricord reads. {hint}',
  TRI_SETTINGS_UNREADABLE_FILE:
    'Settings file `{path}` could not be read: {reason}. Correct it or unset TRICORD_SETTINGS.',
  TRI_SETTINGS_WRONG_VALUE: 'Setting `{key}` in {source} is `{value}`; it must be {expected}.',
  TRI_STATUS_INVALID_BIZ_CODE:
    'Business code `{code}` is not of nine digits: project 100 to 999, service 0 to 999, error 0 to 999. Use `bizCode(project, service, error)`.',
  TRI_STATUS_INVALID_ERROR: 'Error `{message}` is not usable: {problem} Correct its declaration.',
  TRI_TESTING_WRONG_SUBJECT:
    '`{matcher}` was asked about what is {got}. Give `expect` the value of `createTestTelemetry`, or a text that can be checked.',
  TRI_TRACES_INVALID_ENDPOINT:
    'The OTLP endpoint is `{endpoint}`, which is no http or https address. Give a URL or `host:port`.',
  TRI_TRACES_MISSING_PACKAGE:
    '{purpose} needs the package `{name}`, which is not installed. Run `npm install {name}`.',
  TRI_TRACES_UNREADABLE_CERTIFICATE:
    'The file `{path}` of `{setting}` cannot be read: {reason}. Give the path of a PEM file.',
  TRI_TRACES_INVALID_NETWORK:
    'The trusted network is `{network}`, which is no IP address. Give one, or a range such as `10.0.0.0/8`.',
} as const;

/** A code of the error table. */
export type ErrorCode = keyof typeof errorMessages;

/** The names in the braces of a sentence. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The data that the sentence of a code needs. */
export type ErrorData<Code extends ErrorCode> = Record<
  Placeholders<(typeof errorMessages)[Code]>,
  string | number
>;

/** An error with a stable `code`, the `data` of its sentence and, when another error led to it, its `cause`. */
export class TricordError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'TricordError';
  readonly code: Code;
  readonly data: ErrorData<Code>;

  constructor(code: Code, data: ErrorData<Code>, options?: { cause?: unknown }) {
    super(`${code}: ${fillTemplate(errorMessages[code], data)}`, options);
    this.code = code;
    this.data = data;
  }
}

/** Replaces each `{name}` of a sentence by its datum; a missing datum stays visible as `{name}`. */
export function fillTemplate(template: string, data: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : placeholder,
  );
}
