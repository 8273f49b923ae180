import type { LogDialect } from './conventions.js';

/** The levels of a logger, quietest last; zap's names and meaning. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'dpanic', 'panic', 'fatal'] as const;

/** How one dialect spells what Tricord itself puts on a line; a dot in a key is part of its name. */
export interface DialectKeys {
  readonly level: string;
  readonly time: string;
  readonly logger: string;
  readonly caller: string;
  readonly callerLine?: string;
  readonly message: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly error: string;
  readonly errorType: string;
  readonly errorCode: string;
  readonly errorCauses: string;
  readonly errorDetails: string;
  readonly stack: string;
  readonly truncated: string;
}

/** A key dialect: its keys, the form of its time, and the order of its first keys. */
export interface Dialect {
  readonly keys: DialectKeys;
  /** `seconds` is Ego's unix time as an integer, `iso` is ISO 8601 in UTC with milliseconds. */
  readonly time: 'iso' | 'seconds';
  /** ECS wants time, level and message first, in this order; zap has the level first and the message after the caller. */
  readonly opening: 'level' | 'time';
  /** The same facts on every line: service, versions and, in Ego's dialect, the file that Ego would have written to. */
  fixed(line: FixedFacts): Readonly<Record<string, string>>;
  /** Keys that are objects in the dialect's index, so that a plain value under them would be refused or misread. */
  readonly roots: readonly string[];
}

/** What is the same on every line of a logger. */
export interface FixedFacts {
  readonly service: { readonly name: string; readonly version: string };
  readonly frameworkVersion: string;
  readonly logger: 'framework' | 'business';
}

const zap: Dialect = {
  keys: {
    level: 'level',
    time: 'ts',
    logger: 'logger',
    caller: 'caller',
    message: 'msg',
    traceId: 'traceId',
    spanId: 'spanId',
    error: 'error',
    errorType: 'errorType',
    errorCode: 'errorCode',
    errorCauses: 'errorCauses',
    errorDetails: 'errorDetails',
    stack: 'stacktrace',
    truncated: 'lineTruncated',
  },
  time: 'iso',
  opening: 'level',
  fixed: ({ service, frameworkVersion }) => ({
    service: service.name,
    version: service.version,
    frameworkVersion,
  }),
  roots: [],
};

const ego: Dialect = {
  ...zap,
  keys: { ...zap.keys, level: 'lv', traceId: 'tid', errorType: 'errKind', stack: 'stack' },
  time: 'seconds',
  fixed: ({ service, frameworkVersion, logger }) => ({
    app: service.name,
    // Collectors split the stream by this name, so it stands on every line whatever the destination.
    lname: logger === 'framework' ? 'ego.sys' : 'default.log',
    version: service.version,
    frameworkVersion,
  }),
};

const ecs: Dialect = {
  keys: {
    level: 'log.level',
    time: '@timestamp',
    logger: 'log.logger',
    caller: 'log.origin.file.name',
    callerLine: 'log.origin.file.line',
    message: 'message',
    traceId: 'trace.id',
    spanId: 'span.id',
    error: 'error.message',
    errorType: 'error.type',
    errorCode: 'error.code',
    errorCauses: 'tricord.error.causes',
    errorDetails: 'tricord.error.details',
    stack: 'error.stack_trace',
    truncated: 'tricord.truncated',
  },
  time: 'iso',
  opening: 'time',
  fixed: ({ service, frameworkVersion }) => ({
    'ecs.version': '8.11.0',
    'service.name': service.name,
    'service.version': service.version,
    'tricord.version': frameworkVersion,
  }),
  roots: [
    ...[
      'agent',
      'client',
      'cloud',
      'container',
      'data_stream',
      'destination',
      'device',
      'dns',
      'ecs',
      'email',
    ],
    ...['error', 'event', 'faas', 'file', 'group', 'host', 'http', 'labels', 'log', 'network', 'observer'],
    ...['orchestrator', 'organization', 'package', 'process', 'registry', 'rule', 'server', 'service'],
    ...['source', 'span', 'threat', 'tls', 'trace', 'transaction', 'tricord', 'url', 'user', 'user_agent'],
  ],
};

/** The key dialects that a service can choose between. */
export const dialects: Readonly<Record<LogDialect, Dialect>> = { zap, ego, ecs };

/** Returns the keys of a dialect that no caller can set: theirs are kept as `fields.<key>`. */
export function reservedKeys(dialect: Dialect): ReadonlySet<string> {
  const { error, ...others } = dialect.keys;
  const fixed = dialect.fixed({
    service: { name: '', version: '' },
    frameworkVersion: '',
    logger: 'business',
  });
  return new Set([...Object.values(others), ...Object.keys(fixed), ...(error.includes('.') ? [error] : [])]);
}
