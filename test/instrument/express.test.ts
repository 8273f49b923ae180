import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { newError } from '../../src/index.js';
import { expressErrorHandler, instrumentExpress } from '../../src/instrument/express.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { listen, stop, testHttpServer } from '../support/http-server-adapter.js';
import { startExpressOf } from '../support/http-services.js';

const express4 = ((await import('express-4' as string)) as { default: typeof express }).default;

const versions = [
  { name: 'Express 5', create: express },
  { name: 'Express 4', create: express4 },
];

for (const { name, create } of versions) {
  testHttpServer(`instrumentExpress of ${name}`, startExpressOf(create));

  describe(`instrumentExpress of ${name} and its routers`, () => {
    const serve = async (build: (app: express.Express) => void, paths: readonly string[]) => {
      const telemetry = createTestTelemetry();
      const app = create();
      app.set('env', 'test');
      instrumentExpress(telemetry, app as never);
      build(app);
      const server = createServer(app);
      await listen(server);
      const replies: number[] = [];
      for (const path of paths) {
        const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
        await reply.text();
        replies.push(reply.status);
      }
      const access = () => telemetry.lines().filter(({ msg }) => msg === 'access');
      await expect.poll(access).toHaveLength(paths.length);
      await stop(server);
      await telemetry.shutdown();
      return { replies, lines: access(), methods: access().map((line) => line['method']), telemetry };
    };
    const ok: express.RequestHandler = (_, response) => void response.send('ok');

    it('tells the templates of all routers above a route', async () => {
      const { methods } = await serve(
        (app) => {
          const orders = create.Router().get('/:order', ok).get('/', ok);
          const orgs = create.Router({ mergeParams: true }).use('/orders', orders).get('/:a-:b', ok);
          app.use('/orgs/:org', orgs);
          app.get(['/one', '/two'], ok);
          app.all(/^\/any(.*)$/, ok);
          app.get('/', ok);
        },
        ['/orgs/acme/orders/7', '/orgs/acme/orders', '/orgs/acme/x-y', '/two', '/anything', '/?q=1'],
      );
      expect(methods).toEqual([
        'GET./orgs/:org/orders/:order',
        'GET./orgs/:org/orders',
        'GET./orgs/:org/:a-:b',
        'GET.(/one|/two)',
        'GET.^\\/any(.*)$',
        'GET./',
      ]);
    });

    it('tells one router apart that is mounted twice', async () => {
      const { methods } = await serve(
        (app) => {
          const pets = create.Router().get('/:pet', ok);
          app.use('/cats', pets);
          app.use('/homes/:home/dogs', pets);
        },
        ['/cats/tom', '/homes/9/dogs/rex', '/CATS/tom'],
      );
      expect(methods).toEqual(['GET./cats/:pet', 'GET./homes/:home/dogs/:pet', 'GET./cats/:pet']);
    });

    it('knows applications that are mounted, and routes that are added while it serves', async () => {
      const { methods } = await serve(
        (app) => {
          const inner = create();
          inner.get('/deep/:id', ok);
          const admin = create();
          admin.get('/users/:user', ok);
          admin.use('/inner/:x', inner);
          app.use('/admin', admin);
          app.get('/grow', (_, response) => {
            app.get('/late/:id', ok);
            response.send('ok');
          });
        },
        ['/admin/users/7', '/admin/inner/1/deep/2', '/grow', '/late/1', '/late/2', '/admin/nowhere/1'],
      );
      expect(methods).toEqual([
        'GET./admin/users/:user',
        'GET./admin/inner/:x/deep/:id',
        'GET./grow',
        'GET./late/:id',
        'GET./late/:id',
        'GET.',
      ]);
    });

    it('tells errors of parameters, middleware and handlers, whoever answers them', async () => {
      const { methods, replies, lines } = await serve(
        (app) => {
          app.param('user', (_, __, next, user) =>
            next(user === '0' ? new Error('no such user') : undefined),
          );
          app.get('/users/:user', ok);
          app.use('/locked', () => {
            throw new Error('locked');
          });
          app.get('/teapot', (_, __, next) => next(newError('NotFound', 404100001, 'no tea')));
          app.use(expressErrorHandler(createTestTelemetry()) as express.ErrorRequestHandler);
        },
        ['/users/0', '/locked', '/teapot'],
      );
      expect(replies).toEqual([500, 500, 404]);
      expect(methods).toEqual(['GET./users/:user', 'GET.', 'GET./teapot']);
      expect(lines.map((line) => line['error'])).toEqual([
        'no such user',
        'locked',
        expect.stringContaining('no tea'),
      ]);
    });
  });
}
