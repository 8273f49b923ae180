import type { Merger } from './merge-parts.js';
import type { Aggregate, PagePart } from './page-part.js';
import { createRoundingFloor } from './rounding-floor.js';
import { runInSlices } from './run-in-slices.js';

/** Asks other processes for their parts; never rejects, and answers within the time it is given. */
export type PartSource = (withinMs: number) => Promise<readonly PagePart[]>;

/** What connects the metrics of one process with those of others. */
export interface Exchange {
  /** Whether anybody else is part of the page. */
  readonly isShared: boolean;
  /** Has every page from now on cover what a source tells; returns how to end that. */
  include(source: PartSource): () => void;
  /** Reads the series of this process and of its sources, merged; whoever asks meanwhile gets the same. */
  collect(withinMs: number): Promise<PagePart>;
  /** Merges what an ended process counted into what others did. */
  merge(parts: readonly PagePart[]): Promise<PagePart>;
  /** Says by name how gauges are merged here, in place of what they say themselves. */
  chooseAggregates(gauges: Readonly<Record<string, Aggregate>>): void;
  /** Counts a process that did not answer, and says so. */
  miss(text: string): void;
}

/** Creates the exchange of one telemetry; `readOwn` reads the series of this process. */
export function createExchange({
  readOwn,
  merge,
  miss,
}: {
  readOwn(): Promise<PagePart>;
  merge: Merger;
  miss(text: string): void;
}): Exchange {
  const sources = new Set<PartSource>();
  const keepRounding = createRoundingFloor();
  const chosen = new Map<string, Aggregate>();
  let running: Promise<PagePart> | undefined;
  const apply = (part: PagePart): PagePart =>
    part.map((family) => {
      const aggregate = family.type === 'gauge' ? chosen.get(family.name) : undefined;
      return aggregate === undefined ? family : { ...family, aggregate };
    });
  const collect = async (withinMs: number): Promise<PagePart> => {
    const asked = [...sources].map((source) => source(withinMs));
    const parts = await Promise.all([readOwn().then((own) => [own]), ...asked]);
    const merged = await runInSlices(merge(parts.flat().map(apply)));
    return runInSlices(keepRounding(merged));
  };
  return {
    get isShared() {
      return sources.size > 0;
    },
    include(source) {
      sources.add(source);
      return () => void sources.delete(source);
    },
    collect(withinMs) {
      running ??= collect(withinMs).finally(() => (running = undefined));
      return running;
    },
    chooseAggregates(gauges) {
      for (const [name, aggregate] of Object.entries(gauges)) chosen.set(name, aggregate);
    },
    merge: (parts) => runInSlices(merge(parts)),
    miss,
  };
}
