import type { TraceState } from '@opentelemetry/api';
import { TraceState as CoreTraceState } from './otel-core.js';

const maxMembers = 32;

/** What §3.3.1.5 asks to carry at least; a longer list is not worth its bytes on every request. */
const maxLength = 512;

const member =
  /^(?:[a-z][\d_a-z\-*/]{0,255}|[a-z\d][\d_a-z\-*/]{0,240}@[a-z][\d_a-z\-*/]{0,13})=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/**
 * Returns the vendors' list of a `tracestate`, or undefined when any member breaks the W3C grammar, one key comes twice,
 * or there are more than 32 members or 512 characters: a list that is half right is dropped as a whole.
 */
export function parseTracestate(header: unknown): TraceState | undefined {
  if (typeof header !== 'string' || header === '' || header.length > maxLength) return undefined;
  const members = header
    .split(',')
    .map(trimSpace)
    .filter((text) => text !== '');
  if (members.length === 0 || members.length > maxMembers) return undefined;
  if (!members.every((text) => member.test(text))) return undefined;
  const keys = new Set(members.map((text) => text.slice(0, text.indexOf('='))));
  return keys.size === members.length ? new CoreTraceState(members.join(',')) : undefined;
}

/** OWS of HTTP is space and tab only. */
function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
