import { writeAccessLine } from './access-line.js';
import type { AttributeValues } from './catalog/attributes.js';
import type { OperationEntry } from './catalog/define-operation.js';
import { errorOutcome, type Outcome } from './catalog/outcome.js';
import { type Exchange, openExchange } from './payload-exchange.js';
import type { OperationStart } from './operation-start.js';
import type { OperationMetrics, OperationSeries } from './operation-metrics.js';
import type { OperationSwitches, SwitchBoard } from './operation-switches.js';
import type { Logs } from './logs/index.js';
import { findStatusError } from './status/index.js';
import type { OperationSpan, TraceContext, Traces } from './traces/index.js';

export type { OperationStart } from './operation-start.js';

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
  /** Says that it lasts as long as somebody listens, as a stream of events does, so that it is never slow. */
  outlast(): void;
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
  // Private by TypeScript and declared, because this object is made most: private names cost a look-up each.
  declare private readonly runtime: OperationRuntime;
  declare private readonly entry: OperationEntry;
  declare private readonly begun: OperationStart;
  declare private readonly switches: OperationSwitches;
  declare private readonly startedAt: number;
  declare private readonly span: OperationSpan | undefined;
  declare readonly exchange: Exchange | undefined;
  declare private attributes: AttributeValues;
  declare private method: string | undefined;
  declare private series: OperationSeries | undefined;
  declare private isEnded: boolean;
  declare private slowMs: number;

  constructor(runtime: OperationRuntime, entry: OperationEntry, start: OperationStart) {
    this.runtime = runtime;
    this.entry = entry;
    this.begun = start;
    this.startedAt = start.startedAt ?? performance.now();
    this.switches = runtime.switches.of(entry, start.name);
    this.attributes = start.attributes ?? {};
    this.method = undefined;
    this.series = undefined;
    this.isEnded = false;
    this.slowMs = this.switches.slowMs;
    this.exchange = this.open();
    this.span = this.switches.traces ? this.startSpan() : undefined;
    if (start.method !== undefined) this.count(start.method);
  }

  get context(): TraceContext {
    return this.span?.context ?? this.begun.parent ?? this.runtime.traces.active();
  }

  get traceId(): string {
    return this.span?.traceId ?? '';
  }

  identify(method: string, routed?: { spanName?: string; attributes?: AttributeValues }): void {
    if (this.isEnded || this.method !== undefined) return;
    this.count(method);
    try {
      this.span?.rename(routed?.spanName ?? this.begun.spanName ?? method, method);
    } catch {
      this.runtime.countError('span');
    }
    if (routed?.attributes !== undefined) this.set(routed.attributes);
  }

  set(attributes: AttributeValues): void {
    if (this.isEnded) return;
    // What the operation began with may be the adapter's for all of its calls.
    this.attributes = Object.assign({}, this.attributes, attributes);
  }

  run<Result>(fn: () => Result): Result {
    return this.runtime.traces.run(this.context, fn);
  }

  outlast(): void {
    this.slowMs = 0;
  }

  end(outcome: Outcome): void {
    this.finish(outcome, undefined);
  }

  fail(error: unknown, outcome: Outcome = errorOutcome): void {
    const { bizCode, reason: bizReason } = findStatusError(error) ?? {};
    if (bizCode !== undefined || bizReason !== undefined) this.set({ bizCode, bizReason });
    this.finish(outcome, error);
  }

  private open(): Exchange | undefined {
    try {
      return openExchange(this.switches, this.runtime.logs.debug, this.entry);
    } catch {
      this.runtime.countError('log');
      return undefined;
    }
  }

  private startSpan(): OperationSpan | undefined {
    try {
      const { spanName, method, attributes = {}, parent, links } = this.begun;
      const name = spanName ?? method ?? this.entry.name;
      const at = this.startedAt;
      return this.runtime.traces.start(this.entry, name, { attributes, parent, links, method, at });
    } catch {
      this.runtime.countError('span');
      return undefined;
    }
  }

  private count(method: string): void {
    this.method = method;
    if (!this.switches.metrics) return;
    try {
      this.series = this.runtime.operationMetrics.series(this.entry, this.begun, method);
      this.series.started();
    } catch {
      this.runtime.countError('metric');
    }
  }

  /** Each signal has a guard of its own, so that one that fails leaves the others alone. */
  private finish(outcome: Outcome, error: unknown): void {
    if (this.isEnded) return;
    const at = performance.now();
    const costMs = at - this.startedAt;
    if (this.method === undefined) this.count('');
    this.isEnded = true;
    const slow = this.slowMs > 0 && costMs >= this.slowMs;
    try {
      this.series?.finished(
        outcome,
        costMs / 1000,
        this.span?.sampled === true ? this.span.traceId : undefined,
      );
    } catch {
      this.runtime.countError('metric');
    }
    try {
      this.writeLines(outcome, { costMs, error, slow });
    } catch {
      this.runtime.countError('log');
    }
    try {
      const failed = this.hasFailed(outcome, error);
      this.span?.finish({ failed, slow, attributes: this.attributes, error, at });
    } catch {
      this.runtime.countError('span');
    }
  }

  /** A client sees the refusals of its callee as its own failures, a server does not (OTel's span status rules). */
  private hasFailed(outcome: Outcome, error: unknown): boolean {
    if (outcome.result === 'failed') return true;
    return this.entry.side === 'server' ? false : outcome.result === 'refused' || error !== undefined;
  }

  private writeLines(outcome: Outcome, { costMs, error, slow }: Ending): void {
    if (this.switches.access || slow || outcome.result !== 'ok' || error !== undefined) {
      writeAccessLine(this.runtime.logs, {
        entry: this.entry,
        start: this.begun,
        method: this.method ?? '',
        attributes: this.attributes,
        span: this.span,
        extras: this.runtime.traces.extras(this.context),
        outcome,
        costMs,
        isSlow: slow,
        error,
        request: this.exchange?.request,
        response: this.exchange?.response,
      });
    }
    const { debug } = this.runtime.logs;
    if (this.exchange !== undefined && debug !== undefined && this.entry.side === 'client') {
      this.exchange.writeDebugLine(debug, {
        entry: this.entry,
        start: this.begun,
        method: this.method ?? '',
        costMs,
        error,
        statement: this.attributes.dbStatement,
        code: outcome.code,
      });
    }
  }
}

interface Ending {
  readonly costMs: number;
  readonly error: unknown;
  readonly slow: boolean;
}
