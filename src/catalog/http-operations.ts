import { defineOperation } from './define-operation.js';

/** A request that a server of this process handles. */
export const httpServerRequest = defineOperation({
  name: 'http.server.request',
  brief: 'An HTTP request handled by this service.',
  side: 'server',
  type: 'http',
  spanKind: 'server',
  slowMs: 500,
  access: 'always',
  attributes: [
    'component',
    'httpMethod',
    'httpRoute',
    'httpStatusCode',
    'urlPath',
    'urlScheme',
    'userAgent',
    'responseSize',
    'clientAddress',
    'peerService',
    'errorType',
  ],
});

/** A request that this process sends. */
export const httpClientRequest = defineOperation({
  name: 'http.client.request',
  brief: 'An HTTP request sent by this service.',
  side: 'client',
  type: 'http',
  spanKind: 'client',
  slowMs: 500,
  access: 'failed-or-slow',
  attributes: [
    'component',
    'httpMethod',
    'httpStatusCode',
    'urlFull',
    'serverAddress',
    'serverPort',
    'peerService',
    'responseSize',
    'errorType',
  ],
});
