import { SpanKind } from '@opentelemetry/api';
import { httpServerRequest } from '../../src/catalog/http-operations.js';
import { sqlClientQuery } from '../../src/catalog/sql-operations.js';
import type { Traces } from '../../src/traces/index.js';

/** What a backend must know of a span of the example. */
export interface ExpectedSpan {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal';
  readonly parent: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly failed: boolean;
  readonly message: string;
  /** Name → attributes of an event, without its stack. */
  readonly events: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

/** The trace that `recordExample` makes, by the name of its spans. */
export const exampleTrace: readonly ExpectedSpan[] = [
  {
    name: 'POST /orders',
    kind: 'server',
    parent: '',
    attributes: {
      'http.request.method': 'POST',
      'http.method': 'POST',
      'http.route': '/orders',
      'http.response.status_code': 500,
      'peer.service': 'gateway',
      'user_agent.original': 'Käfer "1.0"\n你好',
      'error.type': 'TypeError',
    },
    failed: true,
    message: 'no such order',
    events: { exception: { 'exception.type': 'TypeError', 'exception.message': 'no such order' } },
  },
  {
    name: 'INSERT orders',
    kind: 'client',
    parent: 'POST /orders',
    attributes: {
      'db.system.name': 'postgresql',
      'db.type': 'postgresql',
      'db.instance': 'shop',
      'db.statement': `insert into orders values (${'?, '.repeat(60)}?)`,
      'server.port': 5432,
    },
    failed: false,
    message: '',
    events: {},
  },
  {
    name: 'price',
    kind: 'internal',
    parent: 'POST /orders',
    attributes: { currency: 'EUR', cents: -1234, rate: 1.5, isGross: true },
    failed: false,
    message: '',
    events: { discount: { percent: 10, reason: 'loyal' } },
  },
];

/** Records the example and returns its trace id. */
export function recordExample(traces: Traces): string {
  const [request, query, price] = exampleTrace;
  const server = traces.start(httpServerRequest, 'POST', { attributes: { httpMethod: 'POST' } });
  server.rename(request?.name ?? '');
  traces.run(server.context, () => {
    const statement = String(query?.attributes['db.statement']);
    const facts = { dbSystem: 'postgresql', dbName: 'shop', dbStatement: statement, serverPort: 5432 };
    traces.start(sqlClientQuery, query?.name ?? '', { attributes: facts }).finish({ failed: false });
    const span = traces.tracer.startSpan(price?.name ?? '', {
      kind: SpanKind.INTERNAL,
      attributes: { ...price?.attributes },
    });
    span.addEvent('discount', { percent: 10, reason: 'loyal' });
    span.addLink({ context: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 } });
    span.end();
  });
  const attributes = {
    httpMethod: 'POST',
    httpRoute: '/orders',
    httpStatusCode: 500,
    peerService: 'gateway',
    userAgent: String(request?.attributes['user_agent.original']),
  };
  server.finish({ failed: true, error: new TypeError('no such order'), attributes });
  return server.traceId;
}
