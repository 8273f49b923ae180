import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTelemetry } from '../../src/telemetry.js';
import { makeAuthority } from '../support/certificates.js';
import { type OtelCollector, startOtelCollector } from '../support/otel-collector.js';
import { describeWith } from '../support/programs.js';
import { waitUntil } from '../support/wait-until.js';
import { type OtlpCollector, startCollector } from '../traces/otlp-collector.js';
import { readOtlpProtobuf } from '../traces/read-otlp-protobuf.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-tls-'));
const file = (name: string): string => join(folder, name);

const trust = { OTEL_EXPORTER_OTLP_CERTIFICATE: file('ca.pem') };
const identity = {
  OTEL_EXPORTER_OTLP_CLIENT_KEY: file('client.key'),
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: file('client.pem'),
};
const gzip = { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' };

async function exportSpan(name: string, env: Record<string, string>) {
  const telemetry = createTelemetry({
    service: { name },
    env,
    logs: { destination: 'file', file: '/dev/null' },
    shutdown: { deadlineMs: 1500 },
  });
  for (let i = 0; i < 50; i++) telemetry.tracer.startSpan(`span ${i}`).end();
  const isDelivered = await telemetry.traces.flush(3000);
  await telemetry.shutdown();
  return { isDelivered, ...telemetry.traces.counts() };
}

describeWith(['otelcol', 'openssl'], 'a real Collector behind TLS that asks who calls', () => {
  let collector: OtelCollector;
  let behind: OtlpCollector;
  beforeAll(async () => {
    const authority = makeAuthority(folder);
    for (const name of ['server', 'client']) authority.issue(name);
    behind = await startCollector();
    const tls = {
      cert_file: file('server.pem'),
      key_file: file('server.key'),
      client_ca_file: file('ca.pem'),
    };
    collector = await startOtelCollector(behind.url, tls);
  });
  afterAll(async () => {
    await collector.close();
    await behind.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ways: [string, () => Record<string, string>][] = [
    ['http/protobuf', () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.otlpHttp })],
    ['http/json', () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.otlpHttp })],
    ['grpc', () => ({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.otlpGrpc })],
  ];

  it.each(ways)(
    'takes spans over %s by the standard variables, packed or not',
    async (protocol, endpoint) => {
      for (const packing of [{}, gzip]) {
        const name = `tls-${protocol.replace('/', '-')}-${Object.keys(packing).length}`;
        const env = {
          ...endpoint(),
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          ...trust,
          ...identity,
          ...packing,
        };
        expect(await exportSpan(name, env)).toMatchObject({ isDelivered: true, ended: 50, exported: 50 });
        const arrived = () => behind.spans.filter(({ resource }) => resource['service.name'] === name).length;
        await waitUntil(() => arrived() === 50, 'all spans are there', 20_000);
      }
    },
    60_000,
  );

  it.each(ways)(
    'refuses over %s who does not say who it is, and is refused without its authority',
    async (protocol, endpoint) => {
      const way = { ...endpoint(), OTEL_EXPORTER_OTLP_PROTOCOL: protocol };
      const [stranger, careful] = await Promise.all([
        exportSpan('stranger', { ...way, ...trust }),
        exportSpan('careful', { ...way, ...identity }),
      ]);
      for (const { isDelivered, ended, exported, failed, dropped } of [stranger, careful])
        expect({ isDelivered, ended, exported, lost: failed + dropped }).toEqual({
          isDelivered: false,
          ended: 50,
          exported: 0,
          lost: 50,
        });
    },
    60_000,
  );
});

it('packs what it sends over HTTP, and says so', async () => {
  const bodies: { encoding: unknown; length: number; spans: number }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const spans = readOtlpProtobuf(gunzipSync(body)).length;
    bodies.push({ encoding: request.headers['content-encoding'], length: body.length, spans });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { exported } = await exportSpan('packed', { OTEL_EXPORTER_OTLP_ENDPOINT, ...gzip });
  console.log(`gzip: ${JSON.stringify(bodies)}`);
  expect(exported).toBe(50);
  expect(bodies).toMatchObject([{ encoding: 'gzip', spans: 50 }]);
  server.close();
});

it.each(['CERTIFICATE', 'CLIENT_KEY', 'CLIENT_CERTIFICATE'])(
  'says at the start that a file is not there: %s',
  (name) => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1',
      [`OTEL_EXPORTER_OTLP_${name}`]: file('absent'),
    };
    const start = () => createTelemetry({ service: { name: 'a' }, env, sinks: {} });
    expect(start).toThrow(expect.objectContaining({ code: 'TRI_TRACES_UNREADABLE_CERTIFICATE' }) as Error);
  },
);
