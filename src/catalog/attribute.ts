import type { SpanDialect } from '../conventions.js';

/** A named fact about an operation and how each dialect spells it; a dialect that does not know it leaves it out. */
export interface Attribute {
  /** One sentence. */
  readonly brief: string;
  readonly type: 'string' | 'number';
  readonly span: Readonly<Partial<Record<SpanDialect, string>>>;
  /** Key on the access line, in Ego's spelling, when it is logged. */
  readonly log?: string;
}
