import { TricordError } from '../errors.js';
import type { AttributeId } from './attributes.js';

/** What an operation is to the metrics: it decides which of Ego's families count it. */
export type OperationSide = 'server' | 'client' | 'job';

/** One item of the catalog: something with a start, an end and an outcome, and what its three signals look like. */
export interface OperationEntry {
  readonly kind: 'tricord.operation';
  /** Dotted name, e.g. `http.server.request`. */
  readonly name: string;
  /** One sentence for docs and dashboards. */
  readonly brief: string;
  readonly side: OperationSide;
  /** Value of the metrics' `type` label. */
  readonly type: string;
  readonly spanKind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  /** Milliseconds after which the access line says `slow` and is always written; 0 disables. */
  readonly slowMs: number;
  /** Whether a line is written for every operation, or only for those that failed or were slow. */
  readonly access: 'always' | 'failed-or-slow';
  /** Whether its clients keep connections in pools, whose figures are in `client_stats_gauge`. */
  readonly pooled?: boolean;
  /** The facts an adapter may state about it. */
  readonly attributes: readonly AttributeId[];
}

/** Freezes an entry; throws `TRI_CATALOG_INVALID_OPERATION` when its name or threshold is not usable. */
export function defineOperation<const Entry extends Omit<OperationEntry, 'kind'>>(
  entry: Entry,
): Readonly<Entry & { kind: 'tricord.operation' }> {
  if (!/^[a-z]+(?:\.[a-z_]+)+$/.test(entry.name)) {
    throw new TricordError('TRI_CATALOG_INVALID_OPERATION', {
      name: entry.name,
      reason: 'its name is not dotted lower case.',
    });
  }
  if (!(entry.slowMs >= 0 && entry.slowMs < Infinity)) {
    const reason = `its \`slowMs\` is \`${entry.slowMs}\`, not a number of milliseconds.`;
    throw new TricordError('TRI_CATALOG_INVALID_OPERATION', { name: entry.name, reason });
  }
  return Object.freeze({ kind: 'tricord.operation' as const, ...entry });
}
