import type { IncomingMessage } from 'node:http';
import { joinRoute, type LayerLike, mountTemplate, pathText, type RouterLike } from './express-layers.js';
import { wrapMethod } from './wrap-method.js';

/** What the adapter needs of an application of Express 5 or 4. */
export interface ExpressAppLike {
  handle: (...args: never[]) => unknown;
  /** Of a mounted one; a list when it is mounted at several. */
  readonly mountpath: string | readonly string[];
  /** The application it is mounted in. */
  readonly parent?: unknown;
  /** Express 5; a getter that throws in Express 4. */
  readonly router?: unknown;
  /** Express 4. */
  readonly _router?: unknown;
}

interface RoutedRequest extends IncomingMessage {
  readonly app?: ExpressAppLike;
  readonly route?: object;
  readonly baseUrl?: string;
}

/** Who hears of routes that begin and of errors they end with. */
export interface RouteListeners {
  onRoute(request: IncomingMessage, template: string): void;
  onError(request: IncomingMessage, error: unknown): void;
}

type Next = (error?: unknown) => void;
type Handler = (request: RoutedRequest, response: unknown, next: Next) => unknown;
type ErrorHandler = (error: unknown, request: RoutedRequest, response: unknown, next: Next) => unknown;

/** Templates under which one route is reached, each with the template of what it is mounted under. */
type Places = { readonly mount: string; readonly template: string }[];

/**
 * The routes of an application, found by walking its routers: a request only says under which path it was mounted, not
 * under which template. Layers of routes are wrapped, so that the route is known when its handlers begin.
 */
export class ExpressRoutes {
  readonly #app: ExpressAppLike;
  readonly #listeners: RouteListeners;
  readonly #places = new WeakMap<object, Places>();
  readonly #wrapped = new WeakSet<LayerLike>();
  readonly #restores: (() => void)[] = [];

  constructor(app: ExpressAppLike, listeners: RouteListeners) {
    this.#app = app;
    this.#listeners = listeners;
  }

  /** Looks for routes; those that are known already stay. */
  scan(app: ExpressAppLike = this.#app): void {
    this.#walk(routerOf(app), this.#mountOf(app), 0);
  }

  /** Returns the template of a request whose route was added late, or by an application that was not known. */
  find(request: RoutedRequest): string | undefined {
    const { route, app } = request;
    if (route === undefined) return undefined;
    if (!this.#places.has(route)) {
      this.scan();
      if (app !== undefined && app !== this.#app) this.scan(app);
    }
    return this.#templateOf(route, request);
  }

  /** Unwraps what was wrapped. */
  restore(): void {
    for (const restore of this.#restores.splice(0)) restore();
  }

  #mountOf(app: ExpressAppLike): string {
    if (app === this.#app || app.parent === undefined) return '';
    return joinRoute(this.#mountOf(app.parent as ExpressAppLike), pathText(app.mountpath));
  }

  #walk(router: RouterLike | undefined, mount: string, depth: number): void {
    // A router that is mounted in itself has no end.
    if (router === undefined || depth > 32) return;
    for (const layer of router.stack) {
      if (layer.route !== undefined) this.#addRoute(layer, layer.route, mount);
      else if (isErrorHandler(layer)) this.#wrapErrorHandler(layer);
      else this.#walk(routerIn(layer), joinRoute(mount, mountTemplate(layer)), depth + 1);
    }
  }

  #addRoute(layer: LayerLike, route: { readonly path: unknown }, mount: string): void {
    const places = this.#places.get(route) ?? [];
    this.#places.set(route, places);
    if (!places.some((place) => place.mount === mount))
      places.push({ mount, template: joinRoute(mount, pathText(route.path)) || '/' });
    if (this.#wrapped.has(layer)) return;
    this.#wrapped.add(layer);
    this.#wrap(layer, (original) => {
      const handle = original as unknown as Handler;
      return (request: RoutedRequest, response: unknown, next: Next) => {
        this.#listeners.onRoute(request, this.#templateOf(route, request) ?? '');
        return handle(request, response, (error) => {
          if (isError(error)) this.#listeners.onError(request, error);
          next(error);
        });
      };
    });
  }

  #wrapErrorHandler(layer: LayerLike): void {
    if (this.#wrapped.has(layer)) return;
    this.#wrapped.add(layer);
    this.#wrap(layer, (original) => {
      const handle = original as unknown as ErrorHandler;
      return (error: unknown, request: RoutedRequest, response: unknown, next: Next) => {
        if (isError(error)) this.#listeners.onError(request, error);
        return handle(error, request, response, next);
      };
    });
  }

  #wrap(layer: LayerLike, wrap: (original: LayerLike['handle']) => unknown): void {
    this.#restores.push(wrapMethod(layer, 'handle', wrap as (original: LayerLike['handle']) => never));
  }

  /** Of several places the one whose mount fits the path that Express cut off. */
  #templateOf(route: object, { baseUrl = '' }: RoutedRequest): string | undefined {
    const places = this.#places.get(route) ?? [];
    if (places.length < 2) return places[0]?.template;
    return (places.find(({ mount }) => fits(mount, baseUrl)) ?? places[0])?.template;
  }
}

/** Express 4 makes its router with the first route, and throws when it is asked for `router`. */
function routerOf(app: ExpressAppLike): RouterLike | undefined {
  return (Object.hasOwn(app, '_router') || app._router !== undefined ? app._router : app.router) as
    RouterLike | undefined;
}

/** A router, or an application that a router has mounted; an application in an application hides in a closure. */
function routerIn({ handle }: LayerLike): RouterLike | undefined {
  if (Array.isArray((handle as Partial<RouterLike>).stack)) return handle as unknown as RouterLike;
  return 'mountpath' in handle ? routerOf(handle as unknown as ExpressAppLike) : undefined;
}

function isErrorHandler({ handle }: LayerLike): boolean {
  return handle.length === 4;
}

/** `route` and `router` are words by which handlers say where to go on. */
function isError(error: unknown): boolean {
  return error != null && error !== 'route' && error !== 'router';
}

function fits(mount: string, path: string): boolean {
  const [wanted, got] = [mount.split('/'), path.split('/')];
  return (
    wanted.length === got.length &&
    wanted.every((part, i) => /[:*({]/.test(part) || part.toLowerCase() === got[i]?.toLowerCase())
  );
}
