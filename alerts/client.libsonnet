// What the service suffers from others.
{
  ClientErrorRatioHigh: {
    // Twice what pages for the service itself: callers retry, and the other side has alerts of its own.
    threshold: 0.1,
    'for': '10m',
    severity: 'warning',
    board: 'client',
    summary: 'Many calls to a dependency fail.',
    description: '{{ $value | humanizePercentage }} of the {{ $labels.type }} calls that {{ $labels.app }} in {{ $labels.namespace }} makes by client {{ $labels.name }} fail.',
  },
  ClientPoolExhausted: {
    // A pool that is full now and then is well sized; one that stays full makes callers wait.
    threshold: 0.95,
    'for': '5m',
    severity: 'warning',
    board: 'client',
    summary: 'A connection pool stays full.',
    description: 'Pool {{ $labels.name }} of {{ $labels.app }} (pod {{ $labels.pod }} in {{ $labels.namespace }}) has {{ $value | humanizePercentage }} of its connections in use.',
  },
  ClientBreakerOpen: {
    // A breaker that opens for a moment did its work; one that is open on half of the instances means the other side is gone.
    threshold: 0.5,
    compare: '>=',
    'for': '5m',
    severity: 'warning',
    board: 'client',
    summary: 'A circuit breaker stays open.',
    description: 'Breaker {{ $labels.name }} of {{ $labels.app }} in {{ $labels.namespace }} is {{ $value | humanizePercentage }} open.',
  },
  JobFailing: {
    // A nightly job has one run in six hours, so one failure is all of it; of many runs half is no accident.
    threshold: 0.5,
    compare: '>=',
    'for': '0m',
    severity: 'warning',
    board: 'overview',
    summary: 'A job fails.',
    description: '{{ $value | humanizePercentage }} of the runs of job {{ $labels.name }} of {{ $labels.app }} in {{ $labels.namespace }} failed within 6 hours.',
  },
}
