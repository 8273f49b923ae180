import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { findProgram } from './programs.js';
import { waitUntil } from './wait-until.js';

/** A real OpenTelemetry Collector of the test's own, which passes on what it was sent. */
export interface OtelCollector {
  readonly otlpHttp: string;
  readonly otlpGrpc: string;
  close(): Promise<void>;
}

/** Starts the collector on loopback ports; it sends every span on to an OTLP/HTTP address, as JSON. */
export async function startOtelCollector(to: string): Promise<OtelCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-otelcol-'));
  const [http, grpc] = [await findFreePort(), await findFreePort()];
  const config = {
    receivers: {
      otlp: {
        protocols: { http: { endpoint: `127.0.0.1:${http}` }, grpc: { endpoint: `127.0.0.1:${grpc}` } },
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
  const server = spawn(findProgram('otelcol') ?? 'otelcol', ['--config', `file:${file}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  await waitUntil(
    async () => (await accepts(http)) && (await accepts(grpc)),
    'the collector listens',
    30_000,
  );
  return {
    otlpHttp: `http://127.0.0.1:${http}`,
    otlpGrpc: `127.0.0.1:${grpc}`,
    async close() {
      server.kill('SIGTERM');
      await exited;
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
