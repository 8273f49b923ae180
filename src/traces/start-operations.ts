import { ROOT_CONTEXT, SpanKind, type SpanContext } from '@opentelemetry/api';
import { spanOf } from './context-with-span.js';
import type { Contexts } from './create-contexts.js';
import { RemoteSpan } from './remote-span.js';
import type { ActiveRules } from './sampling-rules.js';
import type { SpanSource } from './span-source.js';
import type { OperationSpanStart, TraceContext, Traces } from './traces.js';

const scope = { name: 'tricord' };

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** What the spans of operations need. */
export interface OperationParts {
  readonly source: SpanSource;
  readonly contexts: Contexts;
  readonly rules: ActiveRules;
}

/** Returns what starts the spans of operations. */
export function createOperations({ source, contexts, rules }: OperationParts): Pick<Traces, 'start'> {
  return {
    start(entry, name, start) {
      const { attributes, parent = contexts.active(), method, at = performance.now() } = start;
      const stranger =
        rules.edge.isOn && entry.side === 'server' ? findStranger(rules, parent, attributes) : undefined;
      const span = source.start({
        name,
        scope,
        kind: kinds[entry.spanKind],
        parent: stranger === undefined ? parent : ROOT_CONTEXT,
        startedAt: at,
        startTime: undefined,
        method,
        awaitsMethod: method === undefined,
        entry,
        facts: attributes,
      });
      if (stranger !== undefined) span.addLink({ context: stranger });
      return span;
    },
  };
}

/** The caller's span when it came from another process that is not trusted: it is linked and not continued. */
function findStranger(
  { edge }: ActiveRules,
  parent: TraceContext,
  attributes: OperationSpanStart['attributes'],
): SpanContext | undefined {
  const span = spanOf(parent);
  if (!(span instanceof RemoteSpan) || edge.trusts(attributes?.clientAddress)) return undefined;
  return span.spanContext();
}
