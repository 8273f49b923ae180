/** What a metric is, as far as its name and labels can be judged without its values. */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';

/** A metric as any wall sees it: a definition, an AST node, a family of an exposition. */
export interface MetricSubject {
  readonly name: string;
  readonly type: MetricType;
  /** Absent when the wall cannot see it. */
  readonly help?: string;
  /** Absent when the wall cannot see them. */
  readonly labels?: readonly string[];
  /** `framework` for the metrics of our own catalog; everything else is judged as a user's. */
  readonly origin?: 'framework' | 'user';
}
