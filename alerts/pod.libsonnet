// What the cluster does to pods; silent where nobody runs kube-state-metrics and the kubelet's metrics are not read.
{
  OomKilled: {
    // Once is enough: whatever the process was doing is lost, and it will happen again.
    threshold: 0,
    'for': '0m',
    severity: 'warning',
    board: 'instance',
    summary: 'A container was killed because it used too much memory.',
    description: 'Container {{ $labels.container }} of pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} reached its memory limit and was killed.',
  },
  CpuThrottled: {
    // A quarter of the periods is where latency begins to show it.
    threshold: 0.25,
    'for': '15m',
    severity: 'info',
    board: 'instance',
    summary: 'A pod is kept from the CPU it asks for.',
    description: 'Pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} is throttled in {{ $value | humanizePercentage }} of its CPU periods.',
  },
  ReplicasAtMaximum: {
    // For a quarter of an hour nothing is left for more load.
    threshold: 0,
    'for': '15m',
    severity: 'info',
    board: 'overview',
    summary: 'A service runs as many replicas as it may.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} runs {{ $value }} replicas, the most its autoscaler may start.',
  },
}
