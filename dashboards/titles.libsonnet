// Every word a reader of the boards sees that does not come with a signal, in one place.
{
  boards: {
    overview: { title: 'Overview', description: 'How the service is doing, and what it depends on.' },
    instance: { title: 'Instance', description: 'What each process runs, uses and loses.' },
    api: { title: 'API', description: 'What the service is asked for, method by method.' },
    client: { title: 'Client', description: 'What the service asks of others, and of its pools.' },
  },
  generated: 'Generated from the catalog of %s: change that, not this board.',
  // Group of signals → title of its row.
  rows: {
    overview: 'Overview',
    instances: 'Instances',
    httpServer: 'HTTP server',
    grpcServer: 'gRPC server',
    grpcClient: 'gRPC client',
    httpClient: 'HTTP client',
    sqlClient: 'SQL client',
    pools: 'Pools',
    runtime: 'Runtime (Node.js)',
    own: "Service's own metrics",
    telemetry: 'Telemetry itself',
  },
  variables: {
    datasource: 'Data source',
    version: 'Environment (version)',
    instance: 'Instance',
    summarize: 'Summarize',
    method: 'Method',
    app: 'App label of the deployment',
    namespace: 'Namespace',
  },
  // Label → column of the table of instances.
  columns: {
    pod: 'Pod',
    start_time: 'Started',
    app_version: 'App version',
    framework_version: 'Framework version',
    enable: 'Enable',
    runtime_version: 'Runtime version',
    instance: 'Pod IP',
    namespace: 'Namespace',
    pod_template_hash: 'Pod template hash',
    version: 'Version',
  },
  links: { instance: 'Show this instance only' },
  none: 'No data',
}
