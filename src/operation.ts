import { writeAccessLine } from './access-line.js';
import type { AttributeValues } from './catalog/attributes.js';
import type { OperationEntry } from './catalog/define-operation.js';
import { errorOutcome, type Outcome } from './catalog/outcome.js';
import { type Exchange, openExchange } from './payload-exchange.js';
import type { OperationMetrics, OperationSeries } from './operation-metrics.js';
import type { OperationSwitches, SwitchBoard } from './operation-switches.js';
import type { Logs } from './logs/index.js';
import { findStatusError } from './status/index.js';
import type { OperationSpan, TraceContext, Traces } from './traces/index.js';

/** What an adapter knows when an operation starts. */
export interface OperationStart {
  /** Which adapter speaks, e.g. `server.fastify`; Ego's `comp`. */
  readonly component: string;
  /** Configured name of the server or client, e.g. `grpc.orders`; Ego's `compName`. */
  readonly name: string;
  /** Caller's service name on a server, called address on a client. */
  readonly peer: string;
  /** Low-cardinality method, e.g. `GET./users/:id`; a server that routes later says it by `identify`. */
  readonly method?: string;
  /** Called service, for the `rpc_service` label of servers. */
  readonly rpcService?: string;
  /** Span name when it is not the method. */
  readonly spanName?: string;
  readonly attributes?: AttributeValues;
  /** Context of the caller; the active one by default. */
  readonly parent?: TraceContext;
}

/** What an operation needs of the telemetry it belongs to. */
export interface OperationRuntime {
  readonly logs: Pick<Logs, 'access' | 'debug'>;
  readonly traces: Pick<Traces, 'start' | 'run' | 'active' | 'extras'>;
  readonly operationMetrics: OperationMetrics;
  readonly switches: Pick<SwitchBoard, 'of'>;
  /** Counts a failure of telemetry itself that the application is spared. */
  countError(signal: 'span' | 'metric' | 'log'): void;
}

/** Something with a start, an end and an outcome; the only place where span, metric and log line meet. */
export interface Operation {
  /** Context with the operation's span, for what runs inside it. */
  readonly context: TraceContext;
  /** 32 hex digits, empty when tracing itself failed. */
  readonly traceId: string;
  /** Takes what is sent and received; undefined unless somebody wants to know. */
  readonly exchange: Exchange | undefined;
  /** Says the low-cardinality method, and what the span is called if not that, once routing has found it. */
  identify(method: string, routed?: { spanName?: string; attributes?: AttributeValues }): void;
  /** Adds facts that were not known at the start. */
  set(attributes: AttributeValues): void;
  /** Runs a function inside the operation's context. */
  run<Result>(fn: () => Result): Result;
  /** Ends it with an outcome; a second end changes nothing. */
  end(outcome: Outcome): void;
  /** Ends it with an error, which span and log line tell. */
  fail(error: unknown, outcome?: Outcome): void;
}

/** Starts an operation: one clock read, span started, started counter; never throws. */
export function startOperation(
  runtime: OperationRuntime,
  entry: OperationEntry,
  start: OperationStart,
): Operation {
  return new RunningOperation(runtime, entry, start);
}

class RunningOperation implements Operation {
  readonly #runtime: OperationRuntime;
  readonly #entry: OperationEntry;
  readonly #start: OperationStart;
  readonly #switches: OperationSwitches;
  readonly #span: OperationSpan | undefined;
  readonly exchange: Exchange | undefined;
  readonly #startedAt = performance.now();
  #attributes: AttributeValues;
  #method: string | undefined;
  #series: OperationSeries | undefined;
  #ended = false;

  constructor(runtime: OperationRuntime, entry: OperationEntry, start: OperationStart) {
    this.#runtime = runtime;
    this.#entry = entry;
    this.#start = start;
    this.#switches = runtime.switches.of(entry, start.name);
    this.exchange = this.#guard('log', () => openExchange(this.#switches, runtime.logs.debug, entry));
    this.#attributes = start.attributes ?? {};
    if (this.#switches.traces) this.#span = this.#guard('span', () => this.#startSpan());
    if (start.method !== undefined) this.#count(start.method);
  }

  get context(): TraceContext {
    return this.#span?.context ?? this.#start.parent ?? this.#runtime.traces.active();
  }

  get traceId(): string {
    return this.#span?.traceId ?? '';
  }

  identify(method: string, routed: { spanName?: string; attributes?: AttributeValues } = {}): void {
    if (this.#ended || this.#method !== undefined) return;
    this.#count(method);
    this.#guard('span', () => this.#span?.rename(routed.spanName ?? this.#start.spanName ?? method, method));
    if (routed.attributes !== undefined) this.set(routed.attributes);
  }

  set(attributes: AttributeValues): void {
    if (this.#ended) return;
    this.#attributes = { ...this.#attributes, ...attributes };
  }

  run<Result>(fn: () => Result): Result {
    return this.#runtime.traces.run(this.context, fn);
  }

  end(outcome: Outcome): void {
    this.#finish(outcome);
  }

  fail(error: unknown, outcome: Outcome = errorOutcome): void {
    const { bizCode, reason: bizReason } = findStatusError(error) ?? {};
    if (bizCode !== undefined || bizReason !== undefined) this.set({ bizCode, bizReason });
    this.#finish(outcome, error);
  }

  #startSpan(): OperationSpan {
    const { spanName, method, attributes = {}, parent } = this.#start;
    const name = spanName ?? method ?? this.#entry.name;
    return this.#runtime.traces.start(this.#entry, name, { attributes, parent, method, at: this.#startedAt });
  }

  #count(method: string): void {
    this.#method = method;
    if (!this.#switches.metrics) return;
    this.#guard('metric', () => {
      this.#series = this.#runtime.operationMetrics.series(this.#entry, this.#start, method);
      this.#series.started();
    });
  }

  #finish(outcome: Outcome, error?: unknown): void {
    if (this.#ended) return;
    const at = performance.now();
    const costMs = at - this.#startedAt;
    if (this.#method === undefined) this.#count('');
    this.#ended = true;
    this.#guard('metric', () => this.#series?.finished(outcome, costMs / 1000, this.#exemplar()));
    this.#guard('log', () => this.#writeAccessLine(outcome, costMs, error));
    if (this.exchange !== undefined) this.#guard('log', () => this.#writeDebugLine(outcome, costMs, error));
    this.#guard('span', () => {
      const [failed, attributes] = [this.#hasFailed(outcome, error), this.#attributes];
      this.#span?.finish({ failed, slow: this.#isSlow(costMs), attributes, error, at });
    });
  }

  /** A client sees the refusals of its callee as its own failures, a server does not (OTel's span status rules). */
  #hasFailed(outcome: Outcome, error: unknown): boolean {
    if (outcome.result === 'failed') return true;
    return this.#entry.side === 'server' ? false : outcome.result === 'refused' || error !== undefined;
  }

  #isSlow(costMs: number): boolean {
    const { slowMs } = this.#switches;
    return slowMs > 0 && costMs >= slowMs;
  }

  #exemplar(): string | undefined {
    return this.#span?.sampled === true ? this.#span.traceId : undefined;
  }

  #writeAccessLine(outcome: Outcome, costMs: number, error: unknown): void {
    const isSlow = this.#isSlow(costMs);
    if (!this.#switches.access && !isSlow && outcome.result === 'ok' && error === undefined) return;
    writeAccessLine(this.#runtime.logs, {
      entry: this.#entry,
      start: this.#start,
      method: this.#method ?? '',
      attributes: this.#attributes,
      span: this.#span,
      extras: this.#runtime.traces.extras(this.context),
      outcome,
      costMs,
      isSlow,
      error,
      request: this.exchange?.request,
      response: this.exchange?.response,
    });
  }

  #writeDebugLine({ code }: Outcome, costMs: number, error: unknown): void {
    const { debug } = this.#runtime.logs;
    if (debug === undefined || this.#entry.side !== 'client') return;
    this.exchange?.writeDebugLine(debug, {
      entry: this.#entry,
      start: this.#start,
      method: this.#method ?? '',
      costMs,
      error,
      statement: this.#attributes.dbStatement,
      code,
    });
  }

  #guard<Result>(signal: 'span' | 'metric' | 'log', emit: () => Result): Result | undefined {
    try {
      return emit();
    } catch {
      this.#runtime.countError(signal);
      return undefined;
    }
  }
}
