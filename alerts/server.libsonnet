// What callers of the service notice.
{
  ServerErrorRatioHigh: {
    // One request in twenty is far beyond any objective, and more than a single bad caller or a deploy makes.
    threshold: 0.05,
    'for': '5m',
    severity: 'critical',
    board: 'api',
    summary: 'A service fails many of its requests.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} fails {{ $value | humanizePercentage }} of its {{ $labels.type }} requests.',
  },
  ServerLatencyHigh: {
    // Twice the time from which the access log calls a request slow.
    threshold: 1,
    'for': '10m',
    severity: 'warning',
    board: 'api',
    summary: 'A service answers slowly.',
    description: 'One in a hundred {{ $labels.type }} requests to {{ $labels.app }} in {{ $labels.namespace }} takes more than {{ $value | humanizeDuration }}.',
  },
  ServiceAbsent: {
    // Any instance that was up within a day counts; it is the absence of all that is alarming.
    threshold: 0,
    'for': '5m',
    severity: 'critical',
    board: 'overview',
    summary: 'No instance of a service can be reached.',
    description: 'Prometheus reads no instance of {{ $labels.app }} in {{ $labels.namespace }} any more; within the last day it read {{ $value }}.',
  },
  TargetsDown: {
    // One of ten may be restarting.
    threshold: 0.1,
    'for': '10m',
    severity: 'warning',
    board: 'instance',
    summary: 'Some instances of a service cannot be reached.',
    description: 'Prometheus cannot read {{ $value | humanizePercentage }} of the instances of {{ $labels.app }} in {{ $labels.namespace }} (job {{ $labels.job }}).',
  },
  ServerShedsLoad: {
    // A caller that is too eager is told so; one request in twenty is no single caller any more.
    threshold: 0.05,
    'for': '10m',
    severity: 'warning',
    board: 'api',
    summary: 'A service turns requests away.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} turns {{ $value | humanizePercentage }} of its {{ $labels.type }} requests away for want of capacity.',
  },
  MetricsAbsent: {
    // Any process that answers the scrape without saying who it is has lost its instrumentation.
    threshold: 0,
    'for': '15m',
    severity: 'warning',
    board: 'instance',
    summary: 'A process is up but says nothing of itself.',
    description: 'Prometheus reads pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }}, but finds none of the metrics that every service has.',
  },
}
