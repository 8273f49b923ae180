import type { SpanContext } from '@opentelemetry/api';

/** Exactly this for version 00; a later version may go on after another dash (W3C Trace Context §4.3). */
const grammar = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/s;
const versionZeroLength = 55;

/** A later version may be longer, but not without end. */
const maxLength = 256;

/**
 * Returns the span that a `traceparent` names, or undefined when it breaks the W3C grammar: surrounding space, capital
 * letters, zero ids, version ff and anything that is no string are refused. Of the flags only `sampled` is kept.
 */
export function parseTraceparent(header: unknown): SpanContext | undefined {
  if (typeof header !== 'string' || header.length < versionZeroLength || header.length > maxLength)
    return undefined;
  const [, version = '', traceId = '', spanId = '', flags = ''] = grammar.exec(header) ?? [];
  if (version === '' || version === 'ff' || (version === '00' && header.length !== versionZeroLength))
    return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}
