/**
 * Ego's names for what we set, lower case as they are compared (its configuration is bound by mapstructure, which
 * ignores case): section → key below it → our path; its loggers stand in ego-logger.ts. Source: Ego's econf, elog, etrace and the components' Config types.
 */
export const egoSections: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'server.governor': { host: 'governor.host', port: 'governor.port' },
  trace: {
    servicename: 'service.name',
    fraction: 'traces.sampleRatio',
    'otlp.endpoint': 'traces.endpoint',
    'otlp.headers': 'traces.headers',
  },
};

/** Ego's keys of a component's section, as they are spelled, → ours. */
export const egoComponentKeys: Readonly<Record<string, string>> = {
  EnableAccessInterceptor: 'access',
  EnableAccessInterceptorReq: 'captureRequest',
  EnableAccessInterceptorRes: 'captureResponse',
  AccessInterceptorReqMaxLength: 'requestBytes',
  AccessInterceptorResMaxLength: 'responseBytes',
  EnableMetricInterceptor: 'metrics',
  EnableTraceInterceptor: 'traces',
  SlowLogThreshold: 'slowMs',
};

/** First names of Ego's sections; a file that has one is an Ego configuration, which the application shares with us. */
export const egoRoots: readonly string[] = ['server', 'logger', 'trace'];
