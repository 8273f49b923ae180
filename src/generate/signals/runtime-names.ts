/** The metrics of the process and of Node.js that signals read; prom-client's names, which the Go services share. */
export const runtimeNames = {
  cpu: 'process_cpu_seconds_total',
  residentMemory: 'process_resident_memory_bytes',
  startTime: 'process_start_time_seconds',
  openFiles: 'process_open_fds',
  maxFiles: 'process_max_fds',
  lagP50: 'nodejs_eventloop_lag_p50_seconds',
  lagP99: 'nodejs_eventloop_lag_p99_seconds',
  lagMax: 'nodejs_eventloop_lag_max_seconds',
  utilization: 'nodejs_eventloop_utilization_ratio',
  heapUsed: 'nodejs_heap_size_used_bytes',
  heapTotal: 'nodejs_heap_size_total_bytes',
  heapLimit: 'nodejs_heap_size_limit_bytes',
  external: 'nodejs_external_memory_bytes',
  spaceUsed: 'nodejs_heap_space_size_used_bytes',
  gcSeconds: 'nodejs_gc_duration_seconds',
  resources: 'nodejs_active_resources',
} as const;

/** What Go processes call the same, by the collectors of the Go client. */
export const goNames = {
  heapUsed: 'go_memstats_heap_inuse_bytes',
  gcSeconds: 'go_gc_duration_seconds',
  goroutines: 'go_goroutines',
} as const;
