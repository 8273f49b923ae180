// What ends in trouble when nobody looks.
{
  EventLoopLagHigh: {
    // From a fifth of a second on, every request feels it.
    threshold: 0.2,
    'for': '5m',
    severity: 'warning',
    summary: 'The event loop of a process is blocked again and again.',
    description: 'Timers in pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} fire {{ $value | humanizeDuration }} late.',
  },
  HeapNearLimit: {
    // Above nine tenths V8 spends its time collecting garbage; at the limit the process dies.
    threshold: 0.9,
    'for': '15m',
    severity: 'warning',
    summary: 'The heap of a process is nearly full.',
    description: 'Pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} uses {{ $value | humanizePercentage }} of its heap limit.',
  },
  ProcessRestarting: {
    // A deploy makes new pods and restarts none; three restarts within a quarter of an hour are a crash loop.
    threshold: 2,
    'for': '0m',
    severity: 'warning',
    summary: 'A process starts again and again.',
    description: 'Pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} was restarted {{ $value }} times within 15 minutes.',
  },
}
