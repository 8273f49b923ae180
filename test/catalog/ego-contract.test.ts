import { describe, expect, it } from 'vitest';
import { fullName } from '../../src/catalog/define-metric.js';
import { grpcStatuses } from '../../src/catalog/grpc-status.js';
import { httpStatusText } from '../../src/catalog/http-status.js';
import { frameworkMetrics, operations } from '../../src/catalog/index.js';
import { okOutcome, errorOutcome } from '../../src/catalog/outcome.js';
import { defaultConventions } from '../../src/conventions.js';
import { createOperationMetrics } from '../../src/operation-metrics.js';
import { createTestMetrics, samplesOf } from '../metrics/support.js';

/** Every metric that Ego 1.2.6 emits, with its labels in Ego's order. */
const published = {
  ego_server_handle_total: ['counter', 'type', 'method', 'peer', 'code', 'uniform_code', 'rpc_service'],
  ego_server_started_total: ['counter', 'type', 'method', 'peer', 'rpc_service'],
  ego_server_handle_seconds: ['histogram', 'type', 'method', 'peer', 'rpc_service'],
  ego_client_handle_total: ['counter', 'type', 'name', 'method', 'peer', 'code'],
  ego_client_started_total: ['counter', 'type', 'name', 'method', 'peer'],
  ego_client_handle_seconds: ['histogram', 'type', 'name', 'method', 'peer'],
  ego_client_stats_gauge: ['gauge', 'type', 'name', 'index'],
  ego_job_handle_total: ['counter', 'type', 'name', 'code'],
  ego_job_handle_seconds: ['histogram', 'type', 'name'],
  ego_build_info: [
    ...['gauge', 'name', 'mode', 'region', 'zone', 'app_version', 'ego_version'],
    ...['start_time', 'build_time', 'go_version'],
  ],
} as const;

/** What our metric has besides. */
const added: Readonly<Record<string, readonly string[]>> = {
  ego_build_info: ['framework_version', 'runtime_version'],
};

/** gRPC code → Go's name and Ego's HTTP-equivalent (internal/ecode/code.go). */
const grpc = [
  'OK 200, Canceled 408, Unknown 500, InvalidArgument 400, DeadlineExceeded 408, NotFound 404, AlreadyExists 409',
  'PermissionDenied 403, ResourceExhausted 503, FailedPrecondition 412, Aborted 409, OutOfRange 400',
  'Unimplemented 501, Internal 500, Unavailable 503, DataLoss 500, Unauthenticated 401',
].join(', ');

/** Go's net/http.StatusText, where Node's table says something else or where somebody might think so. */
const goTexts: readonly (readonly [number, string])[] = [
  [200, 'OK'],
  [203, 'Non-Authoritative Information'],
  [302, 'Found'],
  [306, ''],
  [408, 'Request Timeout'],
  [413, 'Request Entity Too Large'],
  [414, 'Request URI Too Long'],
  [416, 'Requested Range Not Satisfiable'],
  [418, "I'm a teapot"],
  [421, 'Misdirected Request'],
  [422, 'Unprocessable Entity'],
  [425, 'Too Early'],
  [429, 'Too Many Requests'],
  [431, 'Request Header Fields Too Large'],
  [451, 'Unavailable For Legal Reasons'],
  [499, ''],
  [500, 'Internal Server Error'],
  [505, 'HTTP Version Not Supported'],
  [509, ''],
  [511, 'Network Authentication Required'],
  [599, ''],
];

describe("the catalog beside Ego's contract", () => {
  it.each(Object.entries(published))('has %s with its type and labels', (name, [type, ...labels]) => {
    const metric = frameworkMetrics.find((one) => fullName(one, defaultConventions) === name);
    expect(metric?.type).toBe(type);
    expect(Object.keys(metric?.labels ?? {})).toEqual([...labels, ...(added[name] ?? [])]);
    if (metric?.type === 'histogram')
      expect(metric).toMatchObject({ buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
  });

  it('tells the types that Ego tells', () => {
    const types = (name: string) =>
      (frameworkMetrics.find((metric) => metric.name === name)?.labels as { type?: readonly string[] }).type;
    expect(types('server_handle_total')).toEqual(expect.arrayContaining(['http', 'unary', 'stream']));
    const clients = ['unary', 'http', 'gorm', 'redis', 'kafka', 'mongo', 'oss', 'es', 'amqp'];
    expect(types('client_handle_total')).toEqual(expect.arrayContaining(clients));
    expect(types('client_stats_gauge')).toEqual(expect.arrayContaining(['gorm', 'redis', 'amqp']));
    expect(types('job_handle_total')).toEqual(expect.arrayContaining(['cron', 'job']));
  });

  it("spells gRPC codes as Go does and maps them by Ego's table", () => {
    expect(grpcStatuses.map(({ name, uniformCode }) => `${name} ${uniformCode}`).join(', ')).toBe(grpc);
  });

  it.each(goTexts)("says of status %i what Go's table says", (status, text) => {
    expect(httpStatusText(status)).toBe(text);
  });

  it('counts a job when it begins and by `ok` or `fail` when it ends', async () => {
    const { metrics } = createTestMetrics();
    const entry = operations.find(({ side }) => side === 'job');
    if (entry === undefined) throw new Error('the catalog has no job');
    const series = createOperationMetrics(metrics).series(
      entry,
      { component: 'cron', name: 'nightly', peer: '' },
      'nightly',
    );
    for (const outcome of [okOutcome, errorOutcome, okOutcome]) {
      series.started();
      series.finished(outcome, 0.5, undefined);
    }
    const samples = (await samplesOf(metrics)).filter(({ labels }) => labels['name'] === 'nightly');
    const counts = samples.filter(({ name }) => name === 'ego_job_handle_total');
    expect(Object.fromEntries(counts.map(({ labels, value }) => [labels['code'], value]))).toEqual({
      begin: 3,
      ok: 2,
      fail: 1,
    });
    const [count] = samples.filter(({ name }) => name === 'ego_job_handle_seconds_count');
    expect(count?.value).toBe(3);
  });
});
