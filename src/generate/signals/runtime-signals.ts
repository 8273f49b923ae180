import type { Queries } from './queries.js';
import { runtimeNames } from './runtime-names.js';
import { series, type Signals } from './signal.js';

/** Returns the signals of Node.js, by pod. */
export function runtimeSignals(queries: Queries): Signals {
  return { ...eventLoopSignals(queries), ...heapSignals(queries) };
}

function eventLoopSignals(queries: Queries): Signals {
  const { pod } = queries.target;
  const max = (name: string) => queries.aggregate('max', name, { by: [pod] });
  const perPod = (expr: string, what = '') => ({ expr, legend: `${what}{{${pod}}}` });
  return {
    runtimeEventLoopLag: series('Event loop lag p99', 's', {
      description: 'How late timers fire: what runs on the event loop too long delays every request.',
      targets: [perPod(max(runtimeNames.lagP99))],
    }),
    runtimeEventLoopLagMax: series('Event loop lag: usual and worst', 's', {
      description: 'Median and greatest delay of the event loop between two scrapes.',
      targets: [perPod(max(runtimeNames.lagP50), 'p50 '), perPod(max(runtimeNames.lagMax), 'max ')],
    }),
    runtimeEventLoopUtilization: series('Event loop utilization', 'percentunit', {
      description: 'Share of time the event loop was busy; near 100 % the process takes no more work.',
      targets: [perPod(max(runtimeNames.utilization))],
    }),
    runtimeResources: series('Active resources', 'short', {
      description: 'What keeps the event loop alive, by kind: sockets, timers, requests.',
      targets: [
        { expr: queries.aggregate('sum', runtimeNames.resources, { by: ['type'] }), legend: '{{type}}' },
      ],
    }),
  };
}

function heapSignals(queries: Queries): Signals {
  const { pod } = queries.target;
  const max = (name: string) => queries.aggregate('max', name, { by: [pod] });
  const perPod = (expr: string, what = '') => ({ expr, legend: `${what}{{${pod}}}` });
  return {
    runtimeHeap: series('Heap', 'bytes', {
      description: 'Heap in use and reserved; how near its limit that is, is next to it.',
      targets: [
        perPod(max(runtimeNames.heapUsed), 'used '),
        perPod(max(runtimeNames.heapTotal), 'reserved '),
      ],
    }),
    runtimeHeapUsage: series('Heap usage', 'percentunit', {
      description: 'Heap in use as a share of its limit.',
      targets: [perPod(heapUsage(queries, [pod]))],
    }),
    runtimeHeapSpaces: series('Heap spaces', 'bytes', {
      description: 'Heap in use by space, over all instances; old space that only grows is a leak.',
      targets: [
        { expr: queries.aggregate('sum', runtimeNames.spaceUsed, { by: ['space'] }), legend: '{{space}}' },
      ],
    }),
    runtimeExternal: series('Memory outside the heap', 'bytes', {
      description: 'Buffers and the like that the heap holds on to.',
      targets: [perPod(max(runtimeNames.external))],
    }),
    runtimeGc: series('Garbage collection', 'percentunit', {
      description: 'Share of time spent in garbage collection, by kind; while it lasts nothing else runs.',
      targets: [
        {
          expr: queries.rate(`${runtimeNames.gcSeconds}_sum`, { by: [pod, 'kind'] }),
          legend: `{{kind}} {{${pod}}}`,
        },
      ],
    }),
    runtimeGcPause: series('Garbage collection pause p99', 's', {
      description: '99 of 100 collections take at most this long, by kind.',
      targets: [
        { expr: queries.quantile(0.99, runtimeNames.gcSeconds, { by: ['kind'] }), legend: '{{kind}}' },
      ],
    }),
  };
}

/** Returns the query of the heap in use as a share of its limit. */
export function heapUsage(queries: Queries, by: readonly string[]): string {
  const max = (name: string) => queries.aggregate('max', name, { by });
  return `${max(runtimeNames.heapUsed)} / ${max(runtimeNames.heapLimit)}`;
}
