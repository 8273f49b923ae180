// What the service suffers from others.
{
  ClientErrorRatioHigh: {
    // Twice what pages for the service itself: callers retry, and the other side has alerts of its own.
    threshold: 0.1,
    'for': '10m',
    severity: 'warning',
    summary: 'Many calls to a dependency fail.',
    description: '{{ $value | humanizePercentage }} of the {{ $labels.type }} calls that {{ $labels.app }} in {{ $labels.namespace }} makes by client {{ $labels.name }} fail.',
  },
  ClientPoolExhausted: {
    // A pool that is full now and then is well sized; one that stays full makes callers wait.
    threshold: 0.95,
    'for': '5m',
    severity: 'warning',
    summary: 'A connection pool stays full.',
    description: 'Pool {{ $labels.name }} of {{ $labels.app }} (pod {{ $labels.pod }} in {{ $labels.namespace }}) has {{ $value | humanizePercentage }} of its connections in use.',
  },
}
