/** The page of a Go service of Ego 1.2: names, labels and empty help texts as its metric package writes them. */
export function goServicePage(name: string, seconds: number): string {
  const count = Math.floor(seconds * 20);
  const labels = 'type="http",method="GET./orders",peer="",';
  const buckets = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];
  return `# TYPE ego_build_info gauge
ego_build_info{name="${name}",mode="",region="",zone="",app_version="1.0.0",ego_version="v1.2.6",start_time="2026-01-01 00:00:00",build_time="",go_version="go1.22"} 1.767225600e+12
# TYPE ego_server_handle_total counter
ego_server_handle_total{${labels}code="OK",uniform_code="200",rpc_service="shop.example"} ${count}
# TYPE ego_server_started_total counter
ego_server_started_total{${labels}rpc_service="shop.example"} ${count}
# TYPE ego_server_handle_seconds histogram
${buckets.map((le) => `ego_server_handle_seconds_bucket{${labels}rpc_service="shop.example",le="${le}"} ${count}`).join('\n')}
ego_server_handle_seconds_sum{${labels}rpc_service="shop.example"} ${count / 1000}
ego_server_handle_seconds_count{${labels}rpc_service="shop.example"} ${count}
# TYPE ego_job_handle_total counter
ego_job_handle_total{type="cron",name="settle",code="begin"} ${Math.floor(seconds)}
# TYPE go_goroutines gauge
go_goroutines 23
# TYPE go_memstats_heap_inuse_bytes gauge
go_memstats_heap_inuse_bytes 1.2345678e+07
# TYPE go_gc_duration_seconds summary
go_gc_duration_seconds{quantile="0.5"} 0.0001
go_gc_duration_seconds_sum ${seconds / 1000}
go_gc_duration_seconds_count ${count}
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total ${seconds / 10}
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes 3.1e+07
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1.7672256e+09
# TYPE process_open_fds gauge
process_open_fds 12
# TYPE process_max_fds gauge
process_max_fds 1.048576e+06
`;
}

/** What kube-state-metrics says of some pods of one namespace, and the kubelet of their CPU. */
export function kubePage(namespace: string, pods: readonly string[], seconds: number): string {
  const each = (metric: string, value: (pod: string) => string, labels = '') =>
    pods.map((pod) => `${metric}{namespace="${namespace}",pod="${pod}",uid="${pod}"${labels}} ${value(pod)}`);
  const phases = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'];
  return `${[
    ...phases.flatMap((phase) =>
      each('kube_pod_status_phase', () => (phase === 'Running' ? '1' : '0'), `,phase="${phase}"`),
    ),
    ...each('kube_pod_status_ready_time', () => '1.7672257e+09'),
    ...each('kube_pod_container_status_restarts_total', () => '0', ',container="app"'),
    ...each('container_cpu_cfs_periods_total', () => String(Math.floor(seconds * 10)), ',container="app"'),
    ...each(
      'container_cpu_cfs_throttled_periods_total',
      () => String(Math.floor(seconds)),
      ',container="app"',
    ),
    `kube_horizontalpodautoscaler_status_current_replicas{namespace="${namespace}",horizontalpodautoscaler="shop"} 2`,
    `kube_horizontalpodautoscaler_spec_max_replicas{namespace="${namespace}",horizontalpodautoscaler="shop"} 2`,
    `kube_horizontalpodautoscaler_info{namespace="${namespace}",horizontalpodautoscaler="shop",scaletargetref_kind="Deployment",scaletargetref_name="shop"} 1`,
  ].join('\n')}\n`;
}
