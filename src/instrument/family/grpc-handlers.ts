import type * as Grpc from '@grpc/grpc-js';
import { parseError } from '../../status/index.js';

type Handler = (call: never, callback?: never) => unknown;
type Callback = (error: unknown, reply?: unknown, ...rest: unknown[]) => void;

/**
 * Returns the handlers of a gRPC service so that what they throw, also after an `await`, ends the call with the right
 * status, and so that a unary handler may return its reply or a promise of it. Callbacks go on working.
 * @example
 * server.addService(Orders.service, grpcHandlers({ getOrder: async ({ request }) => store.find(request.id) }));
 */
export function grpcHandlers(handlers: object): Grpc.UntypedServiceImplementation {
  const answering: Record<string, unknown> = {};
  for (const name of methodNames(handlers)) {
    const handler: unknown = Reflect.get(handlers, name);
    if (typeof handler === 'function') answering[name] = answer(handler.bind(handlers) as Handler);
  }
  return answering as Grpc.UntypedServiceImplementation;
}

/** Names of an object's own functions and of the methods of its class. */
function methodNames(handlers: object): string[] {
  const names = new Set<string>();
  for (
    let owner = handlers;
    owner !== Object.prototype && owner !== null;
    owner = Reflect.getPrototypeOf(owner) as object
  ) {
    for (const name of Object.getOwnPropertyNames(owner)) if (name !== 'constructor') names.add(name);
  }
  return [...names];
}

function answer(handler: Handler) {
  return (call: { emit(event: 'error', error: unknown): unknown }, callback?: Callback): void => {
    let isAnswered = false;
    const reply: Callback = (...args) => {
      if (isAnswered) return;
      isAnswered = true;
      callback?.(...args);
    };
    const fail = (thrown: unknown): void => {
      const error = parseError(thrown);
      // A reply stream has no callback; grpc-js ends it with the status of the error it emits.
      if (callback === undefined) call.emit('error', error);
      else reply(error);
    };
    const succeed = (value: unknown): void => {
      if (value !== undefined) reply(null, value);
    };
    try {
      const result = handler(call as never, reply as never);
      if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function')
        (result as PromiseLike<unknown>).then(succeed, fail);
      else if (callback !== undefined) succeed(result);
    } catch (thrown) {
      fail(thrown);
    }
  };
}
