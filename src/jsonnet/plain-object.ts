import { JObject, type FieldShape, type ObjectTemplate } from './object.js';
import type { Runtime } from './runtime.js';
import type { Span } from './source.js';
import { Thunk } from './thunk.js';
import { force, type Lazy } from './values.js';

/** A field that native code makes. */
export interface PlainField {
  readonly name: string;
  readonly value: Lazy;
  readonly span?: Span | undefined;
  readonly isHidden?: boolean;
}

/** Returns an object of ready values, without self or super; a later field of the same name wins. */
export function createPlainObject(runtime: Runtime, fields: Iterable<PlainField>): JObject {
  const shapes = new Map<string, FieldShape>();
  for (const { name, value, span, isHidden } of fields) {
    const place = span ?? (value instanceof Thunk ? value.site.span : undefined);
    shapes.set(name, { visibility: isHidden ? 'hidden' : 'inherit', run: () => force(value), span: place });
  }
  const template: ObjectTemplate = {
    runtime,
    layout: { depth: 0, size: 3 },
    bind: undefined,
    assertions: [],
    context: 'object <anonymous>',
  };
  return new JObject([{ template, fields: shapes, outer: [] }]);
}
