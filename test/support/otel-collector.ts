import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import { waitUntil } from './wait-until.js';

/** A real OpenTelemetry Collector of the test's own, which passes on what it was sent. */
export interface OtelCollector {
  readonly otlpHttp: string;
  readonly otlpGrpc: string;
  /** Stops and continues the process, as a machine that hangs would. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it without a word and starts it anew on the same ports. */
  crash(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Files by which a collector proves itself and asks its clients to, in its own words. */
export interface ServerTls {
  readonly cert_file: string;
  readonly key_file: string;
  readonly client_ca_file?: string;
}

/** Starts the collector on loopback ports; it sends every span on to an OTLP/HTTP address, as JSON. */
export async function startOtelCollector(to: string, tls?: ServerTls): Promise<OtelCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-otelcol-'));
  const [http, grpc] = [await findFreePort(), await findFreePort()];
  const secured = tls === undefined ? {} : { tls };
  const config = {
    receivers: {
      otlp: {
        protocols: {
          http: { endpoint: `127.0.0.1:${http}`, ...secured },
          grpc: { endpoint: `127.0.0.1:${grpc}`, ...secured },
        },
      },
    },
    exporters: {
      otlp_http: { endpoint: to, encoding: 'json', compression: 'none', tls: { insecure: true } },
    },
    service: {
      telemetry: { metrics: { level: 'none' }, logs: { level: 'error' } },
      pipelines: { traces: { receivers: ['otlp'], exporters: ['otlp_http'] } },
    },
  };
  const file = join(folder, 'collector.json');
  writeFileSync(file, JSON.stringify(config));
  let server: ChildProcess;
  let exited: Promise<unknown>;
  const start = async (): Promise<void> => {
    server = spawn(findProgram('otelcol') ?? 'otelcol', ['--config', `file:${file}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    exited = new Promise((resolve) => server.once('exit', resolve));
    await waitUntil(
      async () => (await accepts(http)) && (await accepts(grpc)),
      'the collector listens',
      30_000,
    );
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    server.kill(signal);
    await exited;
  };
  await start();
  const scheme = tls === undefined ? 'http' : 'https';
  return {
    otlpHttp: `${scheme}://127.0.0.1:${http}`,
    otlpGrpc: tls === undefined ? `127.0.0.1:${grpc}` : `https://127.0.0.1:${grpc}`,
    signal: (name) => void server.kill(name),
    crash: () => end('SIGKILL'),
    start,
    async close() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
