import type { AddressInfo } from 'node:net';
import { Agent, get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createTestTelemetry } from '../../src/testing/index.js';
import type { HttpService, StartHttpService } from '../support/http-server-adapter.js';
import { startExpress, startFastify, startHono, startKoa, startNodeHttp } from '../support/http-services.js';

const requests = 1000;
const linesEach = 20;

const frameworks: [string, StartHttpService][] = [
  ['node:http', startNodeHttp],
  ['Fastify', startFastify],
  ['Express', startExpress],
  ['Koa', startKoa],
  ['Hono', startHono],
];

/** Sends requests over 64 connections and hands each reply's status and trace id over. */
async function flood(
  { server }: HttpService,
  paths: readonly string[],
  hear: (path: string, status: number, traceId: string) => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { port } = server.address() as AddressInfo;
  let next = 0;
  const worker = async () => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      const sent = path;
      await new Promise<void>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: sent, agent }, (reply) => {
          hear(sent, reply.statusCode ?? 0, String(reply.headers['x-trace-id']));
          reply.resume().on('end', resolve);
        }).on('error', reject);
      });
    }
  };
  await Promise.all(Array.from({ length: 64 }, worker));
  agent.destroy();
}

describe.each(frameworks)('%s', (name, start) => {
  it('gives each of 20,000 lines of 1,000 interleaved requests the trace of its own request', async () => {
    const telemetry = createTestTelemetry();
    const service = await start(telemetry, {
      '/items/:id': async (request, response) => {
        const [, , item] = (request.url ?? '').split('/');
        for (let i = 0; i < linesEach; i++) {
          if (i % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
          else if (i % 3 === 1) await new Promise((resolve) => setTimeout(resolve, i % 2));
          else await null;
          telemetry.log.info('step', { item });
        }
        response.end();
      },
    });
    const traces = new Map<string, string>();
    const paths = Array.from({ length: requests }, (_, i) => `/items/${i}`);
    await flood(service, paths, (path, _status, traceId) => traces.set(path.slice(7), traceId));
    const lines = telemetry.lines().filter(({ msg }) => msg === 'step');
    const own = lines.filter(({ item, traceId }) => traces.get(String(item)) === traceId).length;
    console.log(
      `${name}: ${own} of ${lines.length} lines have their own trace, ${new Set(traces.values()).size} traces`,
    );
    expect([own, lines.length, new Set(traces.values()).size]).toEqual([
      requests * linesEach,
      requests * linesEach,
      requests,
    ]);
    await service.close();
    await telemetry.shutdown();
  });

  it('adds at most 20 series for 20,000 unknown paths', async () => {
    const telemetry = createTestTelemetry();
    const service = await start(telemetry, { '/known/:id': (_, response) => response.end() });
    await flood(service, ['/known/1', '/unknown'], () => {});
    const handled = 'ego_server_handle_total';
    await expect.poll(() => telemetry.value(handled, { code: 'Not Found' })).toBe(1);
    const countSeries = async () =>
      (await telemetry.metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('ego_server'))
        .length;
    const before = await countSeries();
    const paths = Array.from({ length: 20_000 }, (_, i) => `/unknown/${i}/x${Math.random()}`);
    let refused = 0;
    await flood(service, paths, (_path, status) => (refused += status === 404 ? 1 : 0));
    await expect.poll(() => telemetry.value(handled, { code: 'Not Found' })).toBe(20_001);
    const added = (await countSeries()) - before;
    console.log(`${name}: ${refused} unknown paths added ${added} series to ${before}`);
    expect(refused).toBe(20_000);
    expect(added).toBeLessThanOrEqual(20);
    await service.close();
    await telemetry.shutdown();
  });
});
