/** How many parts a span may have; OpenTelemetry's limits and their defaults. */
export interface SpanLimits {
  /** @default 128 */
  readonly attributes: number;
  /** @default 128 */
  readonly events: number;
  /** @default 128 */
  readonly links: number;
  /** @default 128 */
  readonly attributesPerEvent: number;
  /** @default 128 */
  readonly attributesPerLink: number;
  /** Characters of a text value; 4 KiB are the most whatever it says. @default 4096 */
  readonly valueLength: number;
}

/** OpenTelemetry's defaults. */
export const defaultSpanLimits: SpanLimits = {
  attributes: 128,
  events: 128,
  links: 128,
  attributesPerEvent: 128,
  attributesPerLink: 128,
  valueLength: 4096,
};
