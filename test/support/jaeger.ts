import { spawn } from 'node:child_process';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import { waitUntil } from './wait-until.js';

/** A tag or a field of a log, as Jaeger answers it. */
export interface JaegerTag {
  readonly key: string;
  readonly type: string;
  readonly value: unknown;
}

/** A span as Jaeger's query API tells it. */
export interface JaegerSpan {
  readonly traceID: string;
  readonly spanID: string;
  readonly operationName: string;
  readonly references: readonly {
    readonly refType: string;
    readonly traceID: string;
    readonly spanID: string;
  }[];
  /** Microseconds since 1970. */
  readonly startTime: number;
  readonly duration: number;
  readonly tags: readonly JaegerTag[];
  readonly logs: readonly { readonly timestamp: number; readonly fields: readonly JaegerTag[] }[];
  readonly processID: string;
}

/** A trace as Jaeger's query API tells it. */
export interface JaegerTrace {
  readonly spans: readonly JaegerSpan[];
  readonly processes: Readonly<
    Record<string, { readonly serviceName: string; readonly tags: readonly JaegerTag[] }>
  >;
}

/** A real Jaeger of the test's own. */
export interface Jaeger {
  /** Where each protocol is spoken. */
  readonly otlpHttp: string;
  readonly otlpGrpc: string;
  readonly collector: string;
  readonly agent: string;
  /** Returns a trace once it has so many spans. */
  trace(traceId: string, spans: number): Promise<JaegerTrace>;
  /** Names of the services it knows. */
  services(): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts Jaeger's all-in-one on loopback ports, with its traces in memory. */
export async function startJaeger(): Promise<Jaeger> {
  const names = [
    'query',
    'queryGrpc',
    'otlpHttp',
    'otlpGrpc',
    'collectorHttp',
    'collectorGrpc',
    'admin',
    'sampling',
    'compact',
    'binary',
    'zipkin',
  ] as const;
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await findFreePort()])),
  ) as Record<(typeof names)[number], number>;
  const at = (name: (typeof names)[number]): string => `127.0.0.1:${ports[name]}`;
  const server = spawn(
    findProgram('jaeger') ?? 'jaeger',
    [
      `--query.http-server.host-port=${at('query')}`,
      `--query.grpc-server.host-port=${at('queryGrpc')}`,
      `--collector.otlp.http.host-port=${at('otlpHttp')}`,
      `--collector.otlp.grpc.host-port=${at('otlpGrpc')}`,
      `--collector.http-server.host-port=${at('collectorHttp')}`,
      `--collector.grpc-server.host-port=${at('collectorGrpc')}`,
      `--reporter.grpc.host-port=${at('collectorGrpc')}`,
      `--admin.http.host-port=${at('admin')}`,
      `--http-server.host-port=${at('sampling')}`,
      `--processor.jaeger-compact.server-host-port=${at('compact')}`,
      `--processor.jaeger-binary.server-host-port=${at('binary')}`,
      `--processor.zipkin-compact.server-host-port=${at('zipkin')}`,
      '--log-level=error',
    ],
    // It would trace itself, to the port that collectors usually have.
    { stdio: 'ignore', env: { ...process.env, OTEL_TRACES_SAMPLER: 'always_off' } },
  );
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const url = `http://${at('query')}`;
  const isUp = async (): Promise<boolean> =>
    (await fetch(`http://${at('admin')}/`)).ok && (await fetch(`${url}/api/services`)).ok;
  await waitUntil(() => isUp().catch(() => false), 'Jaeger answers', 30_000);
  const ask = async <Data>(path: string): Promise<Data> =>
    ((await (await fetch(url + path)).json()) as { data: Data }).data;
  return {
    otlpHttp: `http://${at('otlpHttp')}`,
    otlpGrpc: at('otlpGrpc'),
    collector: `http://${at('collectorHttp')}/api/traces`,
    agent: at('binary'),
    async trace(traceId, spans) {
      let found: JaegerTrace | undefined;
      const isThere = async (): Promise<boolean> => {
        [found] = (await ask<JaegerTrace[] | null>(`/api/traces/${traceId}`)) ?? [];
        return (found?.spans.length ?? 0) >= spans;
      };
      await waitUntil(isThere, `Jaeger has ${spans} spans of the trace`, 30_000);
      return found as JaegerTrace;
    },
    services: () => ask<string[]>('/api/services'),
    async close() {
      server.kill('SIGTERM');
      await exited;
    },
  };
}
