import type { AttributeValues } from './catalog/attributes.js';
import type { TraceContext } from './traces/index.js';

/** What an adapter knows when an operation starts. */
export interface OperationStart {
  /** Which adapter speaks, e.g. `server.fastify`; Ego's `comp`. */
  readonly component: string;
  /** Configured name of the server or client, e.g. `grpc.orders`; Ego's `compName`. */
  readonly name: string;
  /** Value of the metrics' `name` label when it is not the name, e.g. Ego's `<client>.<topic>`. */
  readonly label?: string;
  /** Caller's service name on a server, called address on a client. */
  readonly peer: string;
  /** Low-cardinality method, e.g. `GET./users/:id`; a server that routes later says it by `identify`. */
  readonly method?: string;
  /** Called service, for the `rpc_service` label of servers. */
  readonly rpcService?: string;
  /** Span name when it is not the method. */
  readonly spanName?: string;
  readonly attributes?: AttributeValues;
  /** When it began, by the clock of `performance.now()`, for what is known of only once it has failed; now by default. */
  readonly startedAt?: number;
  /** Context of the caller; the active one by default. */
  readonly parent?: TraceContext;
  /** Contexts of others that it is also about, e.g. of every message in a batch; they are linked. */
  readonly links?: readonly TraceContext[];
}
