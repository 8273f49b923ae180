/** Limits of a destination; the defaults suit a service. */
export interface DestinationLimits {
  /** Bytes that may wait. @default 8 MiB */
  readonly maxBytes?: number;
  /** Longest time that a line below error waits for company. @default 20 */
  readonly delayMs?: number;
  /** How long a synchronous flush waits for a reader that takes nothing. @default 1000 */
  readonly stallMs?: number;
}
