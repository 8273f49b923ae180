import { isCumulative, type PagePart, type PartFamily } from './page-part.js';
import type { SlicedWork } from './run-in-slices.js';

/** Share by which adding the same numbers in another order may lower their sum. */
const roundingShare = 1e-9;

/**
 * Creates what keeps the rounding of sums from lowering a counter: when a process ends, the parts of its total are added
 * in another order, and Prometheus takes the smallest decrease for a restart from zero.
 */
export function createRoundingFloor(): (part: PagePart) => SlicedWork<PagePart> {
  let last = new Map<string, ReadonlyMap<string, readonly number[]>>();
  return function* raiseAll(part) {
    const next = new Map<string, ReadonlyMap<string, readonly number[]>>();
    const raised: PartFamily[] = [];
    for (const family of part) {
      const result = isCumulative(family) ? raise(family, last.get(family.name)) : family;
      raised.push(result);
      if (isCumulative(family)) {
        next.set(family.name, new Map(result.series.map(([labels, values]) => [labels, values])));
      }
      yield;
    }
    last = next;
    return raised;
  };
}

function raise(family: PartFamily, last: ReadonlyMap<string, readonly number[]> | undefined): PartFamily {
  return {
    ...family,
    series: family.series.map(([labels, values, exemplars]) => {
      const before = last?.get(labels);
      return [labels, values.map((value, i) => raiseOne(value, before?.[i])), exemplars];
    }),
  };
}

function raiseOne(value: number, before: number | undefined): number {
  return before !== undefined && value < before && before - value <= before * roundingShare ? before : value;
}
