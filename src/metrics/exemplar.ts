/** Trace ids that fit into the 128 characters OpenMetrics allows an exemplar. */
const soundTraceId = /^[0-9A-Za-z-]{1,64}$/;

/** Where exemplars come from, and how fresh they must be. */
export interface ExemplarSource {
  /** Number of OpenMetrics pages rendered: a slot takes one exemplar a page, so the hot path stays cheap. */
  readonly pages: Tick;
  /** Reads the current trace id, for measurements that are not told theirs; never throws. */
  readonly traceId: (() => string | undefined) | undefined;
}

/** A number that says how often something happened. */
export interface Tick {
  at: number;
}

/** Creates the source of one kind of metric; `traceId` may throw without effect. */
export function createExemplarSource(pages: Tick, traceId?: () => string | undefined): ExemplarSource {
  if (traceId === undefined) return { pages, traceId: undefined };
  return {
    pages,
    traceId: () => {
      try {
        return traceId();
      } catch {
        return undefined;
      }
    },
  };
}

/** Holds the first traced measurement of a series, or of one of its buckets, since the last OpenMetrics page. */
export class ExemplarSlot {
  #text = '';
  #page = -1;

  /** Takes a measurement unless it has one of this page, or unless there is no trace. */
  offer(source: ExemplarSource, value: number, traceId: string | undefined): void {
    if (this.#page === source.pages.at) return;
    const id = traceId ?? source.traceId?.();
    if (typeof id !== 'string' || !soundTraceId.test(id)) return;
    this.#page = source.pages.at;
    this.#text = ` # {tid="${id}"} ${value} ${Date.now() / 1000}`;
  }

  /** Renders what OpenMetrics appends to the sample, nothing when there is none. */
  render(): string {
    return this.#text;
  }
}
