import type { OperationEntry, OperationSide } from '../../catalog/define-operation.js';
import { grpcStatuses } from '../../catalog/grpc-status.js';
import {
  errorOutcome,
  grpcOutcome,
  httpOutcome,
  nackOutcome,
  openErrorOutcome,
  transportErrorOutcome,
} from '../../catalog/outcome.js';
import { oneOf, type Part } from './queries.js';

/** The operations of one side and kind, e.g. all gRPC calls a client makes. */
export interface OperationFamily {
  readonly side: OperationSide;
  /** First word of their names, e.g. `grpc`. */
  readonly kind: string;
  /** How people spell it. */
  readonly label: string;
  /** Values of the metrics' `type` label. */
  readonly types: readonly string[];
}

const labels: Readonly<Record<string, string>> = {
  http: 'HTTP',
  grpc: 'gRPC',
  sql: 'SQL',
  redis: 'Redis',
  mongo: 'MongoDB',
  kafka: 'Kafka',
  amqp: 'AMQP',
  queue: 'Queue',
};

/** Returns the families of a side, in the order of the catalog. */
export function listFamilies(operations: readonly OperationEntry[], side: OperationSide): OperationFamily[] {
  const ofSide = operations.filter((operation) => operation.side === side);
  const kinds = [...new Set(ofSide.map(({ name }) => kindOf(name)))];
  return kinds.map((kind) => {
    const types = ofSide.filter(({ name }) => kindOf(name) === kind).map(({ type }) => type);
    return { side, kind, label: labels[kind] ?? kind, types: [...new Set(types)] };
  });
}

function kindOf(name: string): string {
  return name.split('.')[0] ?? '';
}

/** Returns the matcher of the types whose duration says something: a stream lasts as long as it likes. */
export function timedTypes(operations: readonly OperationEntry[], side: OperationSide): string {
  const timed = operations.filter((operation) => operation.side === side && operation.slowMs > 0);
  return oneOf('type', [...new Set(timed.map(({ type }) => type))]);
}

/** The requests a server failed to handle, as opposed to those it refused. */
export const failedRequests = { part: 'uniform_code=~"5.."' } as const;

/** The requests a server had no capacity for: HTTP says 429, and Ego gives gRPC's ResourceExhausted the status 503. */
export const shedRequests = { part: oneOf('code', ['Too Many Requests', 'ResourceExhausted']) } as const;

/** The requests a server failed or refused. */
export const unsuccessfulRequests = 'uniform_code=~"[45].."';

/** What clients whose protocol has no codes of its own call it. */
const plainFailures = [errorOutcome.code, openErrorOutcome.code];

/** What clients of each kind call a call that the other side failed; the `code` label of clients is a text. */
const failedCodes: Readonly<Record<string, readonly string[]>> = {
  http: [
    ...Array.from({ length: 100 }, (_, i) => httpOutcome(500 + i).code).filter((code) => code !== ''),
    transportErrorOutcome.code,
  ],
  // Ego gives a deadline that passed the status 408, but the caller waited in vain all the same.
  grpc: [
    ...grpcStatuses
      .map((_, code) => grpcOutcome(code))
      .flatMap(({ result, code }) => (result === 'failed' ? code : [])),
    'DeadlineExceeded',
  ],
  // A broker may refuse a message.
  amqp: [...plainFailures, nackOutcome.code],
};

function failuresOf(kind: string): readonly string[] {
  return failedCodes[kind] ?? plainFailures;
}

/** Returns the matcher of calls that the other side failed, of one kind of client or of all. */
export function failedCalls(kind?: string): Part {
  const codes =
    kind === undefined ? [...plainFailures, ...Object.values(failedCodes).flat()] : failuresOf(kind);
  return { part: oneOf('code', [...new Set(codes)].sort()) };
}
