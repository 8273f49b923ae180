// What ends in trouble when nobody looks.
{
  EventLoopLagHigh: {
    // From a fifth of a second on, every request feels it.
    threshold: 0.2,
    'for': '5m',
    severity: 'warning',
    board: 'runtime',
    summary: 'The event loop of a process is blocked again and again.',
    description: 'Timers in pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} fire {{ $value | humanizeDuration }} late.',
  },
  HeapNearLimit: {
    // Above nine tenths V8 spends its time collecting garbage; at the limit the process dies.
    threshold: 0.9,
    'for': '15m',
    severity: 'warning',
    board: 'runtime',
    summary: 'The heap of a process is nearly full.',
    description: 'Pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} uses {{ $value | humanizePercentage }} of its heap limit.',
  },
  ProcessRestarting: {
    // A deploy makes new pods and restarts none; three restarts within a quarter of an hour are a crash loop.
    threshold: 2,
    'for': '0m',
    severity: 'warning',
    board: 'instance',
    summary: 'A process starts again and again.',
    description: 'Pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} was restarted {{ $value }} times within 15 minutes.',
  },
  EventLoopSaturated: {
    // Busy nine tenths of the time, what comes in waits for what is there.
    threshold: 0.9,
    'for': '10m',
    severity: 'warning',
    board: 'runtime',
    summary: 'The event loop of a process has no time left.',
    description: 'The event loop of pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} is busy {{ $value | humanizePercentage }} of the time.',
  },
  GcTimeHigh: {
    // A tenth of the time is what one notices in the latency of everything.
    threshold: 0.1,
    'for': '10m',
    severity: 'warning',
    board: 'runtime',
    summary: 'A process spends its time collecting garbage.',
    description: 'Pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} spends {{ $value | humanizePercentage }} of its time in garbage collection.',
  },
  FilesNearLimit: {
    // Without a descriptor no connection is accepted and no file opened.
    threshold: 0.8,
    'for': '15m',
    severity: 'warning',
    board: 'instance',
    summary: 'A process has nearly used up its file descriptors.',
    description: 'Pod {{ $labels.pod }} of {{ $labels.app }} in {{ $labels.namespace }} has {{ $value | humanizePercentage }} of the file descriptors it may open.',
  },
  VersionSkew: {
    // A rollout has two versions for minutes; after two hours it got stuck.
    threshold: 1,
    'for': '2h',
    severity: 'info',
    board: 'instance',
    summary: 'Two versions of a service run side by side.',
    description: '{{ $value }} versions of {{ $labels.app }} in {{ $labels.namespace }} have been running for two hours.',
  },
}
