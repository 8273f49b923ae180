import type { SpanDialect } from '../conventions.js';

/** A named fact about an operation and how each dialect spells it; a dialect that does not know it leaves it out. */
export interface Attribute {
  /** One sentence. */
  readonly brief: string;
  readonly type: 'string' | 'number';
  readonly span: Readonly<Partial<Record<SpanDialect, string>>>;
  /** Key on the access line, in Ego's spelling, when it is logged. */
  readonly log?: string;
}

/**
 * Every fact an adapter may state. Sources: OTel semantic conventions 1.40 (otel), the OpenTracing conventions that the
 * deck shows as `db.type`, `db.instance`, `db.statement` (opentracing), and what Ego sends (ego).
 */
export const attributes = {
  component: {
    brief: 'Library or adapter that made the operation.',
    type: 'string',
    span: { opentracing: 'component' },
  },
  rpcSystem: {
    brief: 'Remote procedure system.',
    type: 'string',
    span: { otel: 'rpc.system', ego: 'rpc.system' },
  },
  rpcMethod: { brief: 'Full gRPC method.', type: 'string', span: { ego: 'rpc.method' } },
  rpcMethodName: { brief: 'gRPC method without its service.', type: 'string', span: { otel: 'rpc.method' } },
  rpcService: { brief: 'gRPC service.', type: 'string', span: { otel: 'rpc.service' } },
  rpcKind: {
    brief: 'Call kind: unary or stream.',
    type: 'string',
    span: { ego: 'rpc.grpc.kind' },
    log: 'key',
  },
  rpcStatusCode: {
    brief: 'Numeric gRPC status.',
    type: 'number',
    span: { otel: 'rpc.grpc.status_code', ego: 'rpc.grpc.status_code' },
  },
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
  clientAddress: {
    brief: 'Address of the caller.',
    type: 'string',
    span: { otel: 'client.address', opentracing: 'peer.address', ego: 'http.client_ip' },
    log: 'peerIp',
  },
  serverAddress: {
    brief: 'Host that is called.',
    type: 'string',
    span: { otel: 'server.address', opentracing: 'peer.hostname', ego: 'net.peer.name' },
  },
  serverPort: {
    brief: 'Port that is called.',
    type: 'number',
    span: { otel: 'server.port', opentracing: 'peer.port', ego: 'net.peer.port' },
  },
  peerService: {
    brief: 'Name of the service or client at the other end.',
    type: 'string',
    span: { otel: 'peer.service', opentracing: 'peer.service', ego: 'peer.service' },
  },
  dbSystem: {
    brief: 'Database product.',
    type: 'string',
    span: { otel: 'db.system.name', opentracing: 'db.type', ego: 'db.system' },
  },
  dbName: {
    brief: 'Database that is queried.',
    type: 'string',
    span: { otel: 'db.namespace', opentracing: 'db.instance', ego: 'db.name' },
  },
  dbStatement: {
    brief: 'Statement with every value replaced by a placeholder.',
    type: 'string',
    span: { otel: 'db.query.text', opentracing: 'db.statement', ego: 'db.statement' },
    log: 'req',
  },
  dbOperation: {
    brief: 'Operation of the statement.',
    type: 'string',
    span: { otel: 'db.operation.name', ego: 'db.operation' },
  },
  dbTable: {
    brief: 'Table of the statement.',
    type: 'string',
    span: { otel: 'db.collection.name', ego: 'db.sql.table' },
  },
  dbUser: { brief: 'User of the connection.', type: 'string', span: { opentracing: 'db.user' } },
  dbRowsAffected: {
    brief: 'Rows returned or changed.',
    type: 'number',
    span: { otel: 'db.response.returned_rows', ego: 'db.rows_affected' },
  },
  errorType: { brief: 'Class or code of the error.', type: 'string', span: { otel: 'error.type' } },
} as const satisfies Record<string, Attribute>;

/** The id of a fact. */
export type AttributeId = keyof typeof attributes;

/** Facts about one operation, by id. */
export type AttributeValues = Partial<Record<AttributeId, string | number>>;
