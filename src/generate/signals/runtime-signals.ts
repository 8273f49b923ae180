import type { Queries } from './queries.js';
import { series, type Signals } from './signal.js';

/** The metrics of the process and of Node.js that signals read; prom-client's names, which the Go services share. */
export const runtimeNames = {
  cpu: 'process_cpu_seconds_total',
  residentMemory: 'process_resident_memory_bytes',
  startTime: 'process_start_time_seconds',
  openFiles: 'process_open_fds',
  maxFiles: 'process_max_fds',
  lagP99: 'nodejs_eventloop_lag_p99_seconds',
  utilization: 'nodejs_eventloop_utilization_ratio',
  heapUsed: 'nodejs_heap_size_used_bytes',
  heapTotal: 'nodejs_heap_size_total_bytes',
  heapLimit: 'nodejs_heap_size_limit_bytes',
  gcSeconds: 'nodejs_gc_duration_seconds',
} as const;

/** Returns the signals of the process and of Node.js, by pod. */
export function runtimeSignals(queries: Queries): Signals {
  const { pod } = queries.target;
  const max = (name: string) => queries.aggregate('max', name, { by: [pod] });
  const perPod = (expr: string) => [{ expr, legend: `{{${pod}}}` }];
  return {
    runtimeEventLoopLag: series('Event loop lag p99', 's', {
      description: 'How late timers fire: what runs on the event loop too long delays every request.',
      targets: perPod(max(runtimeNames.lagP99)),
    }),
    runtimeEventLoopUtilization: series('Event loop utilization', 'percentunit', {
      description: 'Share of time the event loop was busy; near 100 % the process takes no more work.',
      targets: perPod(max(runtimeNames.utilization)),
    }),
    runtimeCpu: series('CPU', 'short', {
      description: 'CPU cores used.',
      targets: perPod(queries.rate(runtimeNames.cpu, { by: [pod] })),
    }),
    runtimeHeap: series('Heap', 'bytes', {
      description: 'Heap in use, reserved, and the limit at which the process dies.',
      targets: [
        { expr: max(runtimeNames.heapUsed), legend: `used {{${pod}}}` },
        { expr: max(runtimeNames.heapTotal), legend: `reserved {{${pod}}}` },
        { expr: max(runtimeNames.heapLimit), legend: `limit {{${pod}}}` },
      ],
    }),
    runtimeHeapUsage: series('Heap usage', 'percentunit', {
      description: 'Heap in use as a share of its limit.',
      targets: perPod(heapUsage(queries, [pod])),
    }),
    runtimeMemory: series('Resident memory', 'bytes', {
      description: 'Memory of the process, heap and all else.',
      targets: perPod(max(runtimeNames.residentMemory)),
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
    runtimeOpenFiles: series('Open file descriptors', 'short', {
      description: 'Sockets, files and pipes the process holds.',
      targets: perPod(max(runtimeNames.openFiles)),
    }),
  };
}

/** Returns the query of the heap in use as a share of its limit. */
export function heapUsage(queries: Queries, by: readonly string[]): string {
  const max = (name: string) => queries.aggregate('max', name, { by });
  return `${max(runtimeNames.heapUsed)} / ${max(runtimeNames.heapLimit)}`;
}
