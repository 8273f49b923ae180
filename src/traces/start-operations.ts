import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { spanOf } from './context-with-span.js';
import type { Contexts } from './create-contexts.js';
import type { LocalSpan } from './local-span.js';
import { RemoteSpan } from './remote-span.js';
import type { ActiveRules } from './sampling-rules.js';
import type { SpanSource } from './span-source.js';
import type { Twins } from './twins.js';
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
  /** Told of what starts, once OTel's SDK runs beside. */
  readonly watch: { twins: Twins | undefined };
}

/** Returns what starts the spans of operations. */
export function createOperations({ source, contexts, rules, watch }: OperationParts): Pick<Traces, 'start'> {
  return {
    start(entry, name, start) {
      const { attributes, parent = contexts.active(), links, method, at = performance.now() } = start;
      const isStranger =
        rules.edge.isOn && entry.side === 'server' && comesFromStranger(rules, parent, attributes);
      const span = source.start({
        name,
        scope,
        kind: kinds[entry.spanKind],
        // Neither its span nor its baggage and extra keys.
        parent: isStranger ? ROOT_CONTEXT : parent,
        startedAt: at,
        startTime: undefined,
        method,
        awaitsMethod: method === undefined,
        entry,
        facts: attributes,
      });
      watch.twins?.started(span, entry);
      const caller = isStranger ? spanOf(parent)?.spanContext() : undefined;
      if (caller !== undefined) span.addLink({ context: caller });
      if (links !== undefined) addLinks(span, links);
      return span;
    },
  };
}

function addLinks(span: LocalSpan, links: readonly TraceContext[]): void {
  for (const link of links) {
    const linked = spanOf(link)?.spanContext();
    if (linked !== undefined) span.addLink({ context: linked });
  }
}

/** Says whether a context came from another process that is not trusted; its span is linked and not continued. */
function comesFromStranger(
  { edge }: ActiveRules,
  parent: TraceContext,
  attributes: OperationSpanStart['attributes'],
): boolean {
  const span = spanOf(parent);
  return (span === undefined || span instanceof RemoteSpan) && !edge.trusts(attributes?.clientAddress);
}
