import type { LabelSpecs, MetricDefinition } from '../catalog/metric-definition.js';

const kinds = { kind: ['major', 'minor', 'incremental', 'weakcb'] } as const;
const spaces = { space: { budget: 20 } } as const;
const types = { type: { budget: 50 } } as const;

/** What the process and Node.js tell of themselves, under the names and labels that prom-client gives them. */
export const runtimeMetrics = {
  cpuUser: counter('process_cpu_user_seconds_total', 'User CPU time spent.'),
  cpuSystem: counter('process_cpu_system_seconds_total', 'System CPU time spent.'),
  cpu: counter('process_cpu_seconds_total', 'User and system CPU time spent.'),
  startTime: gauge('process_start_time_seconds', 'Start of the process in seconds since the epoch.'),
  residentMemory: gauge('process_resident_memory_bytes', 'Resident memory of the process.'),
  virtualMemory: gauge('process_virtual_memory_bytes', 'Virtual memory of the process.'),
  processHeap: gauge('process_heap_bytes', 'Data segment of the process.'),
  openFiles: gauge('process_open_fds', 'File descriptors that are open.'),
  maxFiles: gauge('process_max_fds', 'File descriptors that may be open.'),
  lag: gauge('nodejs_eventloop_lag_seconds', 'Delay of the event loop when the last page was made.'),
  lagMin: gauge('nodejs_eventloop_lag_min_seconds', 'Smallest event loop delay since the last page.'),
  lagMax: gauge('nodejs_eventloop_lag_max_seconds', 'Greatest event loop delay since the last page.'),
  lagMean: gauge('nodejs_eventloop_lag_mean_seconds', 'Mean event loop delay since the last page.'),
  lagStddev: gauge('nodejs_eventloop_lag_stddev_seconds', 'Standard deviation of the event loop delay.'),
  lagP50: gauge('nodejs_eventloop_lag_p50_seconds', 'Median event loop delay since the last page.'),
  lagP90: gauge('nodejs_eventloop_lag_p90_seconds', '90th percentile of the event loop delay.'),
  lagP99: gauge('nodejs_eventloop_lag_p99_seconds', '99th percentile of the event loop delay.'),
  utilization: gauge('nodejs_eventloop_utilization_ratio', 'Share of time the event loop was busy.'),
  resources: gauge('nodejs_active_resources', 'Resources that keep the event loop alive.', types),
  handles: gauge('nodejs_active_handles', 'Active libuv handles by class.', types),
  requests: gauge('nodejs_active_requests', 'Active libuv requests by class.', types),
  heapTotal: gauge('nodejs_heap_size_total_bytes', 'Size of the heap.'),
  heapUsed: gauge('nodejs_heap_size_used_bytes', 'Used part of the heap.'),
  heapLimit: gauge('nodejs_heap_size_limit_bytes', 'Size the heap may grow to.'),
  external: gauge('nodejs_external_memory_bytes', 'Memory outside the heap that the heap holds on to.'),
  spaceTotal: gauge('nodejs_heap_space_size_total_bytes', 'Size of each heap space.', spaces),
  spaceUsed: gauge('nodejs_heap_space_size_used_bytes', 'Used part of each heap space.', spaces),
  spaceAvailable: gauge('nodejs_heap_space_size_available_bytes', 'Free part of each heap space.', spaces),
  version: gauge('nodejs_version_info', 'Version of Node.js; the value is always 1.', {
    version: { budget: 1 },
    major: { budget: 1 },
    minor: { budget: 1 },
    patch: { budget: 1 },
  }),
  gc: {
    ...define('histogram', {
      name: 'nodejs_gc_duration_seconds',
      help: 'Time garbage collections took, by kind.',
      labels: kinds,
    }),
    buckets: Object.freeze([0.001, 0.01, 0.1, 1, 2, 5]),
  },
} as const;

function counter(name: string, help: string): MetricDefinition<'counter'> {
  return define('counter', { name, help, labels: {} });
}

function gauge(name: string, help: string, labels: LabelSpecs = {}): MetricDefinition<'gauge'> {
  return define('gauge', { name, help, labels });
}

/** Not by `defineGauge`, whose names start with the user prefix: these are foreign, as their dashboards are. */
function define<Type extends MetricDefinition['type']>(
  type: Type,
  declaration: { readonly name: string; readonly help: string; readonly labels: LabelSpecs },
): MetricDefinition<Type> {
  return Object.freeze({ kind: 'tricord.metric', origin: 'user', type, ...declaration });
}
