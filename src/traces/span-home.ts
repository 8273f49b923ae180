import type { Context, HrTime, SpanContext, SpanKind } from '@opentelemetry/api';
import type { InstrumentationScope } from './otel-core.js';
import type { Resource } from '@opentelemetry/resources';
import type { AttributeValues } from '../catalog/attributes.js';
import type { OperationEntry } from '../catalog/define-operation.js';
import type { TracePlace } from './local-span.js';
import type { RecordingSpan } from './recording-span.js';
import type { SpanKeys } from './span-keys.js';
import type { SpanLimits } from './span-limits.js';
import type { TailTrace } from './tail-buffer.js';
import type { WallClock } from './wall-clock.js';

/** What all spans of one Traces share, and whom they tell of their end. */
export interface SpanHome {
  readonly clock: WallClock;
  readonly limits: SpanLimits;
  readonly resource: Resource;
  /** The keys of an operation's facts. */
  keysOf(entry: OperationEntry): SpanKeys;
  /** Recorded spans that have not ended. */
  open: number;
  ended(span: RecordingSpan): void;
  /** Tosses the coin again, now that the method is known, unless somebody was told how it fell. */
  redecide(span: RecordingSpan, method: string): void;
}

/** What is asked for when a span starts. */
export interface SpanRequest {
  readonly name: string;
  readonly kind: SpanKind;
  readonly scope: InstrumentationScope;
  readonly parent: Context;
  /** Reading of `performance.now()`. */
  readonly startedAt: number;
  readonly startTime: HrTime | undefined;
  /** The method that a route's ratio goes by, when it is known. */
  readonly method: string | undefined;
  /** Whether routing will tell it. */
  readonly awaitsMethod: boolean;
  /** What the facts are facts of. */
  readonly entry: OperationEntry | undefined;
  readonly facts: AttributeValues | undefined;
}

/** How a recorded span stands in its trace. */
export interface SpanPlace extends TracePlace {
  readonly parent: SpanContext | undefined;
  readonly isFirst: boolean;
  readonly tail: TailTrace | undefined;
}
