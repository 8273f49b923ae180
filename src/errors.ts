/**
 * Every error Tricord can throw, as code → sentence (what, got, do); `{name}` is replaced by the datum of that name.
 * They are thrown at set-up and by the tools only, never in a request. docs/errors.md explains each.
 */
export const errorMessages = {
  TRI_CATALOG_INVALID_METRIC: 'Metric `{name}` breaks the conventions: {problems}',
  TRI_CATALOG_INVALID_OPERATION: 'Operation `{name}` is not usable: {reason}',
  TRI_GOVERNOR_CANNOT_LISTEN:
    'The governor cannot listen on {host}:{port}: {reason}. Set `governor.host` and `governor.port` to an address of this machine.',
  TRI_GOVERNOR_PORT_IN_USE:
    'The governor cannot listen on {host}:{port}, because another program does. Stop it, or set `governor.port` or TRICORD_GOVERNOR_PORT.',
  TRI_LINT_UNKNOWN_SETTING: 'ESLint setting `tricord.{key}` is unknown. Known are {known}.',
  TRI_LINT_WRONG_SETTING: 'ESLint setting `tricord.{key}` is `{value}`; it must be {expected}.',
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
  TRI_TRACES_INVALID_ENDPOINT:
    'The OTLP endpoint is `{endpoint}`, which is no http or https address. Give a URL or `host:port`.',
} as const;

/** A code of the error table. */
export type ErrorCode = keyof typeof errorMessages;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
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
