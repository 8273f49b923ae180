import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OtelCollector, startOtelCollector } from '../support/otel-collector.js';
import { startPostgres } from '../support/postgres.js';
import { describeWith } from '../support/programs.js';
import type { SqlDatabase } from '../support/sql-database.js';
import { waitUntil } from '../support/wait-until.js';
import type { ReceivedSpan } from '../traces/received-span.js';
import { type OtlpCollector, startCollector } from '../traces/otlp-collector.js';

const run = promisify(execFile);
const service = join(import.meta.dirname, 'sdk-node/service.mjs');
const kinds = ['', 'internal', 'server', 'client'];
const isQuery = ({ attributes }: ReceivedSpan) =>
  'db.statement' in attributes || 'db.query.text' in attributes;

describeWith(
  ['otelcol', 'postgres', 'initdb'],
  'NodeSDK with our parts, two contrib instrumentations and more',
  () => {
    let collector: OtelCollector;
    let behind: OtlpCollector;
    let database: SqlDatabase;
    beforeAll(async () => {
      behind = await startCollector();
      [collector, database] = await Promise.all([startOtelCollector(behind.url), startPostgres()]);
    }, 60_000);
    afterAll(async () => {
      await Promise.all([collector.close(), database.close()]);
      await behind.close();
    });

    it.each(['adapters', 'instrumentations', 'both'])(
      'tells each call once, by its own: %s',
      async (who) => {
        const { stdout, stderr } = await run(process.execPath, [
          service,
          collector.otlpHttp,
          database.url,
          who,
        ]);
        const { told, isDelivered, counts } = JSON.parse(stderr.slice(stderr.lastIndexOf('{"told"'))) as {
          told: string;
          isDelivered: boolean;
          counts: Record<string, number>;
        };
        expect(isDelivered).toBe(true);
        expect(counts['ended']).toBe(counts['exported']);
        const name = `orders-${who}`;
        const arrived = () => behind.spans.filter((span) => span.resource['service.name'] === name);
        await waitUntil(() => arrived().length >= (counts['exported'] ?? 0), 'all spans are there', 30_000);
        const trace = arrived().filter(({ traceId }) => traceId === 'c'.repeat(32));
        console.log(
          `${who}: ${trace.map((span) => `${kinds[span.kind]} ${span.name}`).join(', ')}; ${JSON.stringify(counts)}`,
        );
        const servers = trace.filter(({ kind }) => kinds[kind] === 'server');
        const outer = servers.find(({ parentSpanId }) => parentSpanId === 'd'.repeat(16));
        const clients = trace.filter(({ kind }) => kinds[kind] === 'client');
        const [query, ...otherQueries] = clients.filter(isQuery);
        const [call, ...otherCalls] = clients.filter((span) => !isQuery(span) && !span.name.startsWith('pg'));
        expect({ servers: servers.length, otherQueries, otherCalls }).toEqual({
          servers: 2,
          otherQueries: [],
          otherCalls: [],
        });
        expect(query?.parentSpanId).toBe(outer?.spanId);
        expect(call?.parentSpanId).toBe(outer?.spanId);
        expect(servers.find((span) => span !== outer)?.parentSpanId).toBe(call?.spanId);
        expect(told).toBe(`00-${'c'.repeat(32)}-${call?.spanId}-01`);
        const line = stdout.split('\n').find((text) => text.includes('order found')) ?? '';
        expect(JSON.parse(line)).toMatchObject({ traceId: outer?.traceId, spanId: outer?.spanId });
        expect(behind.violations).toEqual([]);
      },
      60_000,
    );
  },
);
