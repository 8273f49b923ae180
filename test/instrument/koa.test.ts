import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { describe, expect, it } from 'vitest';
import { newError } from '../../src/index.js';
import { instrumentKoa, koaErrorHandler } from '../../src/instrument/koa.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { listen, stop, testHttpServer } from '../support/http-server-adapter.js';
import { startKoaOf } from '../support/http-services.js';

const koa2 = ((await import('koa-2' as string)) as { default: typeof Koa }).default;

for (const { name, create } of [
  { name: 'Koa 3', create: Koa },
  { name: 'Koa 2', create: koa2 },
]) {
  testHttpServer(`instrumentKoa of ${name}`, startKoaOf(create));

  describe(`instrumentKoa of ${name} and its routers`, () => {
    it('tells the template with the prefixes of nested routers, of the route that answers first', async () => {
      const telemetry = createTestTelemetry();
      const app = new create();
      app.silent = true;
      instrumentKoa(telemetry, app as never);
      app.use(koaErrorHandler(telemetry) as never);
      const orders = new Router({ prefix: '/orders' });
      orders.get('/:order', (context) => (context.body = 'order'));
      const orgs = new Router({ prefix: '/orgs/:org' });
      orgs.use(orders.routes());
      orgs.get('/me', (context) => (context.body = 'me'));
      orgs.get('/:member', (context) => context.throw(418, 'teapot'));
      orgs.post('/me', () => {
        throw newError('NotFound', 404100001, 'no such order');
      });
      app.use(orgs.routes() as never).use(orgs.allowedMethods() as never);
      const server = createServer(app.callback());
      await listen(server);
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const sent = [
        ['GET', '/orgs/acme/orders/7'],
        ['GET', '/orgs/acme/me'],
        ['GET', '/orgs/acme/bob'],
        ['POST', '/orgs/acme/me'],
        ['GET', '/nowhere'],
      ];
      const replies = [];
      for (const [method = '', path = ''] of sent) replies.push((await fetch(url + path, { method })).status);
      const access = () => telemetry.lines().filter(({ msg }) => msg === 'access');
      await expect.poll(access).toHaveLength(sent.length);
      expect(replies).toEqual([200, 200, 418, 404, 404]);
      expect(access().map(({ method }) => method)).toEqual([
        'GET./orgs/:org/orders/:order',
        'GET./orgs/:org/me',
        'GET./orgs/:org/:member',
        'POST./orgs/:org/me',
        'GET.',
      ]);
      expect(access()[3]).toMatchObject({ bizCode: 404100001, ucode: 404 });
      await stop(server);
      await telemetry.shutdown();
    });
  });
}
