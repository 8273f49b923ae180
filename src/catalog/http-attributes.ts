import type { Attribute } from './attribute.js';

/** Facts about HTTP requests. */
export const httpAttributes = {
  httpMethod: {
    brief: 'HTTP method, one of the known ones or _OTHER.',
    type: 'string',
    span: { otel: 'http.request.method', opentracing: 'http.method', ego: 'http.method' },
    log: 'key',
  },
  httpRoute: {
    brief: 'Route template.',
    type: 'string',
    span: { otel: 'http.route', ego: 'http.full_path' },
  },
  httpStatusCode: {
    brief: 'HTTP status.',
    type: 'number',
    span: { otel: 'http.response.status_code', opentracing: 'http.status_code', ego: 'http.status_code' },
  },
  urlFull: {
    brief: 'URL of a request that is sent, without its credentials and query values.',
    type: 'string',
    span: { otel: 'url.full', opentracing: 'http.url', ego: 'http.url' },
  },
  urlPath: {
    brief: 'Path of a request that is received.',
    type: 'string',
    span: { otel: 'url.path', opentracing: 'http.url', ego: 'http.target' },
    log: 'addr',
  },
  urlScheme: { brief: 'Scheme of the URL.', type: 'string', span: { otel: 'url.scheme' } },
  userAgent: {
    brief: 'User agent of the caller.',
    type: 'string',
    span: { otel: 'user_agent.original', ego: 'http.user_agent' },
  },
  responseSize: {
    brief: 'Bytes of the reply body.',
    type: 'number',
    span: { otel: 'http.response.body.size' },
    log: 'size',
  },
} as const satisfies Record<string, Attribute>;
