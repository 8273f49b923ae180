import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import Router from '@koa/router';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { instrumentExpress } from '../../src/instrument/express.js';
import { instrumentFastify } from '../../src/instrument/fastify.js';
import { honoMiddleware } from '../../src/instrument/hono.js';
import { instrumentKoa } from '../../src/instrument/koa.js';
import { catchErrors, instrumentNodeHttp } from '../../src/instrument/node-http.js';
import { listen, stop, type StartHttpService } from './http-server-adapter.js';

/** Starts a plain server whose routes are matched by their segments. */
export const startNodeHttp: StartHttpService = async (telemetry, routes) => {
  const find = ({ url = '' }: IncomingMessage) => {
    const [path = ''] = url.split('?');
    return Object.keys(routes).find((route) => new RegExp(`^${route.replace(/:\w+/, '[^/]+')}$`).test(path));
  };
  const notFound = (_: IncomingMessage, response: ServerResponse) => response.writeHead(404).end();
  const server = createServer(
    catchErrors(telemetry, (request, response) =>
      (routes[find(request) ?? ''] ?? notFound)(request, response),
    ),
  );
  const detach = instrumentNodeHttp(telemetry, server, { route: find });
  await listen(server);
  return { server, detach, close: () => stop(server) };
};

/** Starts Fastify. */
export const startFastify: StartHttpService = async (telemetry, routes) => {
  const app = Fastify();
  const detach = instrumentFastify(telemetry, app);
  for (const [route, handler] of Object.entries(routes)) {
    app.get(route, async (request, reply) => {
      const handling = handler(request.raw, reply.raw);
      reply.hijack();
      await handling;
    });
  }
  await app.listen({ host: '127.0.0.1', port: 0 });
  const close = () => {
    app.server.closeAllConnections();
    return app.close();
  };
  return { server: app.server, detach, close };
};

/** Starts an application of one of the Express versions. */
export function startExpressOf(create: () => express.Express): StartHttpService {
  return async (telemetry, routes) => {
    const app = create();
    app.set('env', 'test');
    const detach = instrumentExpress(telemetry, app as never);
    for (const [route, handler] of Object.entries(routes)) {
      // Express 4 leaves rejections to the handler.
      app.get(route, (request, response, next) => {
        void (async () => handler(request, response))().catch(next);
      });
    }
    const server = createServer(app);
    await listen(server);
    return { server, detach, close: () => stop(server) };
  };
}

/** Starts Express 5. */
export const startExpress = startExpressOf(express);

/** Starts an application of one of the Koa versions. */
export function startKoaOf(create: typeof Koa): StartHttpService {
  return async (telemetry, routes) => {
    const app = new create();
    app.silent = true;
    const detach = instrumentKoa(telemetry, app as never);
    const router = new Router();
    for (const [route, handler] of Object.entries(routes)) {
      router.get(route, async (context) => {
        // Koa begins with 404.
        context.status = 200;
        const handling = handler(context.req, context.res);
        context.respond = false;
        await handling;
      });
    }
    app.use(router.routes() as never);
    const server = createServer(app.callback());
    await listen(server);
    return { server, detach, close: () => stop(server) };
  };
}

/** Starts Koa 3. */
export const startKoa = startKoaOf(Koa);

/** Starts Hono on Node's server. */
export const startHono: StartHttpService = async (telemetry, routes) => {
  const app = new Hono<{ Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } }>();
  let isAttached = true;
  const observe = honoMiddleware(telemetry);
  // A middleware is handed over with the application; without it the application is bare.
  app.use((context, next) => (isAttached ? observe(context as never, next) : next()));
  app.onError((_error, context) => context.text('broken', 500));
  for (const [route, handler] of Object.entries(routes)) {
    app.get(route, async (context) => {
      // Hono makes a reply of its own of what a HEAD request is answered.
      if (context.req.method === 'HEAD') return context.body(null);
      await handler(context.env.incoming, context.env.outgoing);
      return RESPONSE_ALREADY_SENT;
    });
  }
  const server = await new Promise<ReturnType<typeof createServer>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started as never),
    );
  });
  return { server, detach: () => (isAttached = false), close: () => stop(server) };
};
