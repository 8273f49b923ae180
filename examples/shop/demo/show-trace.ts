import { readFileSync } from 'node:fs';
import type { CollectedSpan } from './collector.js';

interface LogLine {
  readonly service: string;
  readonly traceId?: string;
  readonly line: string;
}

/** The id of the latest trace that both processes logged and that reaches the database. */
export function findSharedTrace(
  lines: readonly LogLine[],
  spans: readonly CollectedSpan[],
): string | undefined {
  const reachesDatabase = (traceId: string) => spans.filter((span) => span.traceId === traceId).length >= 4;
  const services = new Map<string, { names: Set<string>; lines: number }>();
  for (const { traceId, service } of lines) {
    if (traceId === undefined) continue;
    const seen = services.get(traceId) ?? { names: new Set(), lines: 0 };
    services.set(traceId, { names: seen.names.add(service), lines: seen.lines + 1 });
  }
  return [...services].findLast(
    ([traceId, seen]) => seen.names.size > 1 && seen.lines >= 3 && reachesDatabase(traceId),
  )?.[0];
}

/** Reads the lines of a log file. */
export function readLogLines(path: string): LogLine[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const { service = '', traceId } = JSON.parse(line) as { service?: string; traceId?: string };
    return { service, line, ...(traceId === undefined ? {} : { traceId }) };
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
