import { readFileSync } from 'node:fs';
import type { CollectedSpan } from './collector.js';

interface LogLine {
  readonly service: string;
  readonly message: string;
  readonly traceId?: string;
  readonly line: string;
}

/**
 * The id of the latest trace in which every service logged something of its own, and that has spans of all of these names.
 */
export function findSharedTrace(
  lines: readonly LogLine[],
  spans: readonly CollectedSpan[],
  wanted: { readonly services: readonly string[]; readonly spans: readonly string[] },
): string | undefined {
  const own = lines.filter((line) => line.message !== 'access' && line.traceId !== undefined);
  const loggedBy = (service: string) =>
    new Set(own.filter((line) => line.service === service).map((line) => line.traceId));
  const [first, ...others] = wanted.services.map(loggedBy);
  const traceIds = [...(first ?? [])].filter((traceId) => others.every((ids) => ids.has(traceId)));
  return traceIds.findLast((traceId) => {
    const names = new Set(spans.filter((span) => span.traceId === traceId).map((span) => span.name));
    return wanted.spans.every((name) => names.has(name));
  });
}

/** Reads the lines of a log file. */
export function readLogLines(path: string): LogLine[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const { service = '', msg = '', traceId } = JSON.parse(line) as Record<string, string>;
    return { service, message: msg, line, ...(traceId === undefined ? {} : { traceId }) };
  });
}

/** Renders the spans of a trace as an indented tree with durations. */
export function renderTrace(spans: readonly CollectedSpan[], traceId: string): string[] {
  const ours = spans.filter((span) => span.traceId === traceId).sort((a, b) => a.startMs - b.startMs);
  const known = new Set(ours.map((span) => span.spanId));
  const childrenOf = (id: string) => ours.filter((span) => span.parentSpanId === id);
  const render = (span: CollectedSpan, depth: number): string[] => [
    `${'  '.repeat(depth)}${span.name}`.padEnd(44) +
      span.service.padEnd(16) +
      `${span.durationMs.toFixed(1)} ms`.padStart(10) +
      (span.failed ? '  failed' : ''),
    ...childrenOf(span.spanId).flatMap((child) => render(child, depth + 1)),
  ];
  return ours.filter((span) => !known.has(span.parentSpanId)).flatMap((root) => render(root, 0));
}
