import type { AccessLimits } from './line-limits.js';
import { type ValueContext, ValueWriter } from './value-writer.js';

/** What was sent or received, in one shape whatever the protocol. */
export interface Payload {
  /** Headers, metadata or options. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** A text, or a value that is told as JSON. */
  readonly payload?: unknown;
  /** Most of the payload that is printed, in UTF-16 units. */
  readonly limit?: number | undefined;
}

/** Renders `{"metadata":{…},"payload":"…"}`: secrets hidden, the payload always a text, cut at its limit. */
export function renderPayload(
  context: ValueContext,
  { metadata, payload, limit = Infinity }: Payload,
  limits: AccessLimits,
): string {
  const parts: string[] = [];
  if (metadata !== undefined) {
    const json = new ValueWriter(context, limits.metadata).value(metadata);
    if (json !== undefined && json !== '{}') parts.push(`"metadata":${json}`);
  }
  const text = payloadText(context, payload, limits);
  if (text !== undefined && text !== '') {
    const units = Math.min(limit, limits.payloadUnits);
    parts.push(`"payload":${context.renderText(text, units)}`);
  }
  return `{${parts.join(',')}}`;
}

function payloadText(context: ValueContext, payload: unknown, limits: AccessLimits): string | undefined {
  if (payload === undefined || typeof payload === 'string') return payload;
  return new ValueWriter(context, limits.payload).value(payload);
}
