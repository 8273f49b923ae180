import type { InternalAxiosRequestConfig } from 'axios';
import type { Operation } from '../../operation.js';
import type { Telemetry } from '../../telemetry.js';

/** A request of an axios instance that has not ended. */
export interface OpenRequest {
  readonly config: InternalAxiosRequestConfig;
  readonly operation: Operation;
}

/** The requests of an axios instance that have not ended. */
export interface OpenRequests {
  begin(config: InternalAxiosRequestConfig, operation: Operation): void;
  /** Returns the request that something came back for, a reply or an error, and forgets it. */
  take(result: unknown): OpenRequest | undefined;
}

type Step = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Keeps the requests that have not ended. A reply says its request by `config`; an error need not: what an adapter or a
 * transformation of the caller's throws is noted with the request it was thrown for, the reason of a cancel token is its
 * own, and where interceptors stand between, it is the oldest request of the same caller.
 */
export function createOpenRequests({ running, traces }: Telemetry): OpenRequests {
  const open = new Map<Operation, OpenRequest & { readonly caller: unknown }>();
  const thrown = new WeakMap<object, object[]>();
  const watch = createWatch(thrown);
  const of = (config: unknown): OpenRequest | undefined => {
    const operation = isObject(config) ? running.get(config)?.operation : undefined;
    const request = operation === undefined ? undefined : open.get(operation);
    // What axios hands back may be a copy, and that is the one a caller sends again.
    return request && { config: config as InternalAxiosRequestConfig, operation: request.operation };
  };
  const find = (result: unknown): OpenRequest | undefined => {
    const said = isObject(result)
      ? (of((result as { config?: unknown }).config) ?? of(thrown.get(result)?.shift()))
      : undefined;
    if (said !== undefined) return said;
    const requests = [...open.values()];
    return (
      requests.find(({ config }) => isObject(result) && config.cancelToken?.reason === result) ??
      requests.find(({ caller }) => caller === traces.active())
    );
  };
  return {
    begin(config, operation) {
      running.set(config, { operation });
      open.set(operation, { config, operation, caller: traces.active() });
      const { adapter, transformRequest, transformResponse } = config;
      // By the names of its own adapters, axios rejects with errors that say their request.
      if (typeof adapter === 'function') config.adapter = watch(adapter);
      if (transformRequest !== undefined) config.transformRequest = [transformRequest].flat().map(watch);
      if (transformResponse !== undefined) config.transformResponse = [transformResponse].flat().map(watch);
    },
    take(result) {
      const request = find(result);
      if (request !== undefined) open.delete(request.operation);
      return request;
    },
  };
}

/** Returns what has a step of a request note what it throws; one that is sent again has been watched already. */
function createWatch(thrown: WeakMap<object, object[]>): <Watched>(step: Watched) => Watched {
  const watchers = new WeakMap<object, Step>();
  const note = (error: unknown, config: unknown): void => {
    if (!isObject(error) || !isObject(config) || (error as { config?: unknown }).config === config) return;
    // One error may end several requests, each of which comes for it.
    thrown.set(error, [...(thrown.get(error) ?? []), config]);
  };
  return (step) => {
    const original = step as Step;
    const watcher: Step =
      watchers.get(original) ??
      function (...args) {
        // An adapter is given its request, a transformation is called on it.
        const config = isObject(this) ? this : args[0];
        try {
          const result = Reflect.apply(original, this, args);
          if (result instanceof Promise) result.catch((error: unknown) => note(error, config));
          return result;
        } catch (error) {
          note(error, config);
          throw error;
        }
      };
    watchers.set(original, watcher);
    watchers.set(watcher, watcher);
    return watcher as typeof step;
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
