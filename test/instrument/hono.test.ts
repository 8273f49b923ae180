import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { newError } from '../../src/index.js';
import { honoErrorHandler, honoMiddleware } from '../../src/instrument/hono.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { stop, testHttpServer } from '../support/http-server-adapter.js';
import { startHono } from '../support/http-services.js';

testHttpServer('honoMiddleware', startHono);

describe('honoMiddleware', () => {
  it('tells the template of the route that answers, with the base paths above it', async () => {
    const telemetry = createTestTelemetry({ access: { slowMs: 1 } });
    const app = new Hono();
    app.use(honoMiddleware(telemetry));
    app.onError(honoErrorHandler(telemetry));
    const orders = new Hono();
    orders.use(async (_, next) => next());
    orders.get('/:order', (context) => context.json({ ok: true }));
    orders.post('/:order', () => {
      throw newError('NotFound', 404100001, 'no such order');
    });
    orders.get('/:order/teapot', () => {
      throw new HTTPException(418, { message: 'teapot' });
    });
    app.route('/orgs/:org/orders', orders);
    app.use('/guarded/*', async (context, next) => {
      if (context.req.query('in') === undefined) return context.text('no', 401);
      await next();
    });
    app.get('/events', (context) =>
      streamSSE(context, async (stream) => {
        await stream.writeSSE({ data: '1' });
        await stream.sleep(20);
      }),
    );
    const server = await new Promise<Server>((resolve) => {
      const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
        resolve(started as Server),
      );
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sent = [
      ['GET', '/orgs/acme/orders/7'],
      ['POST', '/orgs/acme/orders/7'],
      ['GET', '/orgs/acme/orders/7/teapot'],
      ['GET', '/guarded/42'],
      ['GET', '/guarded/42?in'],
      ['GET', '/events'],
    ];
    const replies = [];
    for (const [method = '', path = ''] of sent) {
      const reply = await fetch(url + path, { method });
      await reply.text();
      replies.push(reply.status);
    }
    const access = () => telemetry.lines().filter(({ msg }) => msg === 'access');
    await expect.poll(access).toHaveLength(sent.length);
    expect(replies).toEqual([200, 404, 418, 401, 404, 200]);
    expect(access().map(({ method }) => method)).toEqual([
      'GET./orgs/:org/orders/:order',
      'POST./orgs/:org/orders/:order',
      'GET./orgs/:org/orders/:order/teapot',
      'GET./guarded/*',
      'GET./guarded/*',
      'GET./events',
    ]);
    expect(access()[1]).toMatchObject({ bizCode: 404100001, ucode: 404 });
    expect(access()[5]).toMatchObject({ event: 'normal', level: 'info' });
    await stop(server);
    await telemetry.shutdown();
  });

  it('does nothing where there is no Node', async () => {
    const telemetry = createTestTelemetry();
    const app = new Hono();
    app.use(honoMiddleware(telemetry));
    app.get('/', (context) => context.text('ok'));
    expect(await (await app.request('/', {}, {})).text()).toBe('ok');
    expect(await telemetry.spans()).toHaveLength(0);
    await telemetry.shutdown();
  });
});
