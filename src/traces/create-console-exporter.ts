import { styleText } from 'node:util';
import { ExportResultCode } from './otel-core.js';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

const kinds = ['internal', 'server', 'client', 'producer', 'consumer'];

/** Returns an exporter for development that draws each trace as a tree, as far as its spans ended together. */
export function createConsoleExporter(write: (text: string) => void = writeToStderr): SpanExporter {
  return {
    export(spans, done) {
      write(renderTraces(spans));
      done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: async () => {},
  };
}

/** Not to stdout, where log lines are read by machines. */
function writeToStderr(text: string): void {
  process.stderr.write(text);
}

function renderTraces(spans: readonly ReadableSpan[]): string {
  const ids = new Set(spans.map((span) => span.spanContext().spanId));
  const children = new Map<string, ReadableSpan[]>();
  for (const span of [...spans].sort(byStart)) {
    const parent = span.parentSpanContext?.spanId ?? '';
    const key = ids.has(parent) ? parent : '';
    children.set(key, [...(children.get(key) ?? []), span]);
  }
  const roots = children.get('') ?? [];
  return roots.map((root) => `${renderTree(root, children, { first: '', rest: '' })}\n`).join('');
}

function renderTree(
  span: ReadableSpan,
  children: ReadonlyMap<string, readonly ReadableSpan[]>,
  indent: { readonly first: string; readonly rest: string },
): string {
  const { spanId, traceId } = span.spanContext();
  const trace = indent.first === '' ? `  ${styleText('dim', traceId)}` : '';
  const line = `${indent.first}${renderSpan(span)}${trace}\n`;
  const below = children.get(spanId) ?? [];
  return below.reduce((text, child, i) => {
    const isLast = i === below.length - 1;
    const [first, rest] = isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
    return text + renderTree(child, children, { first: indent.rest + first, rest: indent.rest + rest });
  }, line);
}

function renderSpan({ name, kind, duration, status }: ReadableSpan): string {
  const ms = duration[0] * 1000 + duration[1] / 1e6;
  const cost = `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
  const failure =
    status.code === 2
      ? `  ${styleText('red', `failed${status.message ? `: ${clean(status.message)}` : ''}`)}`
      : '';
  return `${styleText('bold', clean(name))}  ${cost}  ${kinds[kind] ?? ''}${failure}`;
}

/** Names and messages may come from a request and must not draw on the terminal. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, 200);
}

function byStart(one: ReadableSpan, other: ReadableSpan): number {
  return one.startTime[0] - other.startTime[0] || one.startTime[1] - other.startTime[1];
}
