// What callers of the service notice.
{
  ServerErrorRatioHigh: {
    // One request in twenty is far beyond any objective, and more than a single bad caller or a deploy makes.
    threshold: 0.05,
    'for': '5m',
    severity: 'critical',
    summary: 'A service fails many of its requests.',
    description: '{{ $labels.app }} in {{ $labels.namespace }} fails {{ $value | humanizePercentage }} of its {{ $labels.type }} requests.',
  },
  ServerLatencyHigh: {
    // Twice the time from which the access log calls a request slow.
    threshold: 1,
    'for': '10m',
    severity: 'warning',
    summary: 'A service answers slowly.',
    description: 'One in a hundred {{ $labels.type }} requests to {{ $labels.app }} in {{ $labels.namespace }} takes more than {{ $value | humanizeDuration }}.',
  },
  ServiceAbsent: {
    // Any instance that was up within a day counts; it is the absence of all that is alarming.
    threshold: 0,
    'for': '5m',
    severity: 'critical',
    summary: 'No instance of a service can be reached.',
    description: 'Prometheus reads no instance of {{ $labels.app }} in {{ $labels.namespace }} any more; within the last day it read {{ $value }}.',
  },
  TargetsDown: {
    // One of ten may be restarting.
    threshold: 0.1,
    'for': '10m',
    severity: 'warning',
    summary: 'Some instances of a service cannot be reached.',
    description: 'Prometheus cannot read {{ $value | humanizePercentage }} of the instances of {{ $labels.app }} in {{ $labels.namespace }} (job {{ $labels.job }}).',
  },
}
