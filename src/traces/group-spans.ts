import type { InstrumentationScope } from './otel-core.js';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** The spans of one scope. */
export interface ScopeGroup {
  readonly scope: InstrumentationScope;
  readonly spans: ReadableSpan[];
}

/** Returns the spans by resource and scope, as OTLP nests them. */
export function groupSpans(spans: readonly ReadableSpan[]): Map<Resource, ScopeGroup[]> {
  const groups = new Map<Resource, ScopeGroup[]>();
  let last: { resource: Resource; group: ScopeGroup } | undefined;
  for (const span of spans) {
    const { resource, instrumentationScope: scope } = span;
    // Most spans of a service have the same of both.
    if (last === undefined || last.resource !== resource || last.group.scope !== scope)
      last = { resource, group: findGroup(groups, resource, scope) };
    last.group.spans.push(span);
  }
  return groups;
}

function findGroup(
  groups: Map<Resource, ScopeGroup[]>,
  resource: Resource,
  scope: InstrumentationScope,
): ScopeGroup {
  let scopes = groups.get(resource);
  if (scopes === undefined) groups.set(resource, (scopes = []));
  const found = scopes.find(
    ({ scope: { name, version, schemaUrl } }) =>
      name === scope.name && version === scope.version && schemaUrl === scope.schemaUrl,
  );
  if (found !== undefined) return found;
  const group: ScopeGroup = { scope, spans: [] };
  scopes.push(group);
  return group;
}
