import { knownMethod, methodLabel } from './http.js';

/** What a route is called. */
export interface RouteNames {
  /** Ego's method label. */
  readonly method: string;
  readonly spanName: string;
}

/** Routes are an application's own and few; one that tells raw paths must not fill the memory. */
const kept = 1000;

/** Names of routes, made once each: equal texts that are made anew for every request are compared letter by letter. */
export class NamedRoutes {
  readonly #byMethod = new Map<string, Map<string, RouteNames>>();
  #size = 0;

  /** Returns the names of a route; an unmatched one has an empty template. */
  of(method: string | undefined, route: string | undefined): RouteNames {
    const verb = knownMethod(method);
    const found = this.#byMethod.get(verb)?.get(route ?? '');
    return found ?? this.#add(verb, route ?? '');
  }

  #add(verb: string, route: string): RouteNames {
    const names = { method: methodLabel(verb, route), spanName: route === '' ? verb : `${verb} ${route}` };
    if (this.#size >= kept) return names;
    this.#size++;
    const ofVerb = this.#byMethod.get(verb) ?? new Map<string, RouteNames>();
    this.#byMethod.set(verb, ofVerb.set(route, names));
    return names;
  }
}
