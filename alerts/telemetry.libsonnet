// What makes all other signals tell less than the truth.
{
  LogErrorsHigh: {
    // A service that is well logs none; one error a second is what nobody reads any more.
    threshold: 1,
    'for': '10m',
    severity: 'warning',
    board: 'instance',
    summary: 'Many errors are logged.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} logs {{ $value | humanize }} errors a second.',
  },
  LogLinesDropped: {
    // One line in a thousand; a short burst is over before this fires.
    threshold: 0.001,
    'for': '10m',
    severity: 'warning',
    board: 'instance',
    summary: 'Log lines are lost.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} drops {{ $value | humanizePercentage }} of its log lines.',
  },
  SpansLost: {
    // Traces are sampled anyhow; one span in a hundred leaves holes that mislead.
    threshold: 0.01,
    'for': '10m',
    severity: 'warning',
    board: 'instance',
    summary: 'Spans are lost.',
    description: '{{ $value | humanizePercentage }} of the spans of {{ $labels.app }} in {{ $labels.namespace }} do not reach the collector.',
  },
  MetricOverflow: {
    // Any measurement without its labels is one too many, and it will not end by itself.
    threshold: 0,
    'for': '10m',
    severity: 'warning',
    board: 'instance',
    summary: 'A metric has more label sets than its budget.',
    description: 'Metric {{ $labels.metric }} of {{ $labels.app }} in {{ $labels.namespace }} used up its budget; {{ $value | humanize }} measurements a second lose their labels.',
  },
  MeasurementsRefused: {
    // None may be refused; what is refused is a fault of the code that measures.
    threshold: 0,
    'for': '10m',
    severity: 'info',
    board: 'instance',
    summary: 'Measurements are refused.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} refuses {{ $value | humanize }} measurements a second because of their {{ $labels.reason }}.',
  },
  TelemetryFailing: {
    // The application is spared these failures, so nobody else will tell.
    threshold: 0,
    'for': '10m',
    severity: 'warning',
    board: 'instance',
    summary: 'Telemetry itself fails.',
    description: 'The {{ $labels.signal }} telemetry of {{ $labels.app }} in {{ $labels.namespace }} fails {{ $value | humanize }} times a second.',
  },
}
