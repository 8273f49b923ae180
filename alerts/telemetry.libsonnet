// What makes all other signals tell less than the truth.
{
  LogLinesDropped: {
    // One line in a thousand; a short burst is over before this fires.
    threshold: 0.001,
    'for': '10m',
    severity: 'warning',
    summary: 'Log lines are lost.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} drops {{ $value | humanizePercentage }} of its log lines.',
  },
  SpansLost: {
    // Traces are sampled anyhow; one span in a hundred leaves holes that mislead.
    threshold: 0.01,
    'for': '10m',
    severity: 'warning',
    summary: 'Spans are lost.',
    description: '{{ $value | humanizePercentage }} of the spans of {{ $labels.app }} in {{ $labels.namespace }} do not reach the collector.',
  },
  MetricOverflow: {
    // Any measurement without its labels is one too many, and it will not end by itself.
    threshold: 0,
    'for': '10m',
    severity: 'warning',
    summary: 'A metric has more label sets than its budget.',
    description: 'Metric {{ $labels.metric }} of {{ $labels.app }} in {{ $labels.namespace }} used up its budget; {{ $value | humanize }} measurements a second lose their labels.',
  },
}
