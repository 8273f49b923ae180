import type { IncomingMessage } from 'node:http';
import { type ExpressAppLike, ExpressRoutes, type RouteListeners } from './express-routes.js';

/**
 * Returns what finds the route of a request that Express has handled, by the application that Express leaves on it: for
 * those who see servers only and were given no application. From the second request on routes are known as they begin.
 */
export function createExpressLateRoute(
  listeners: RouteListeners,
): (request: IncomingMessage) => string | undefined {
  const known = new WeakMap<ExpressAppLike, ExpressRoutes>();
  return (request) => {
    const { app } = request as { app?: ExpressAppLike };
    if (typeof app?.handle !== 'function' || !('mountpath' in app)) return undefined;
    const root = rootOf(app);
    let routes = known.get(root);
    if (routes === undefined) known.set(root, (routes = new ExpressRoutes(root, listeners)));
    return routes.find(request);
  };
}

function rootOf(app: ExpressAppLike): ExpressAppLike {
  let root = app;
  while (root.parent !== undefined) root = root.parent as ExpressAppLike;
  return root;
}
