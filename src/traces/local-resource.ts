import { createRequire } from 'node:module';
import type { Attributes } from '@opentelemetry/api';
import type * as Resources from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';

type RawAttributes = ReturnType<Resource['getRawAttributes']>;

/** A resource whose attributes are all known; OTel's own are loaded only when it is merged with another. */
export class LocalResource implements Resource {
  readonly asyncAttributesPending = false;
  readonly attributes: Attributes;

  constructor(attributes: Attributes) {
    this.attributes = attributes;
  }

  merge(other: Resource | null): Resource {
    if (other === null) return this;
    const { resourceFromAttributes } = createRequire(import.meta.url)(
      '@opentelemetry/resources',
    ) as typeof Resources;
    return resourceFromAttributes(this.attributes).merge(other);
  }

  getRawAttributes(): RawAttributes {
    return Object.entries(this.attributes);
  }
}
