import { errorOutcome, okOutcome, type Outcome } from '../../catalog/outcome.js';
import type { Operation } from '../../operation.js';

/** A message that is being handled. */
interface Delivery {
  readonly operation: Operation;
  /** Whether its handler has returned, and what it returned has settled. */
  isHandled: boolean;
  /** How it was answered. */
  answer: Outcome | undefined;
}

/** The messages that a channel has handed out. */
export interface Deliveries {
  /** Runs a handler on a message, and ends the operation once the handler is done and the message answered. */
  handle(tag: number, operation: Operation, awaitsAnswer: boolean, handler: () => unknown): unknown;
  /** Takes the answer to a message, or to all up to it. */
  answer(tag: number, isForAllUpTo: boolean, outcome: Outcome): void;
  /** Fails all that are left. */
  close(): void;
  readonly size: number;
}

/** Returns the deliveries of one channel, by the tag that the broker gave each. */
export function createDeliveries(): Deliveries {
  const running = new Map<number, Delivery>();
  const settle = (tag: number, delivery: Delivery): void => {
    if (!delivery.isHandled || delivery.answer === undefined) return;
    running.delete(tag);
    delivery.operation.end(delivery.answer);
  };
  return {
    handle(tag, operation, awaitsAnswer, handler) {
      const delivery: Delivery = {
        operation,
        isHandled: false,
        answer: awaitsAnswer ? undefined : okOutcome,
      };
      running.set(tag, delivery);
      const done = (): void => {
        delivery.isHandled = true;
        settle(tag, delivery);
      };
      const fail = (error: unknown): void => {
        running.delete(tag);
        operation.fail(error, errorOutcome);
      };
      try {
        const result = operation.run(handler);
        if (isThenable(result)) void result.then(done, fail);
        else done();
        return result;
      } catch (error) {
        fail(error);
        throw error;
      }
    },
    answer(tag, isForAllUpTo, outcome) {
      for (const [known, delivery] of isForAllUpTo ? running : pick(running, tag)) {
        // Tag 0 stands for all of them.
        if (tag !== 0 && known > tag) continue;
        delivery.answer ??= outcome;
        settle(known, delivery);
      }
    },
    close() {
      for (const { operation } of running.values()) {
        operation.fail(new Error('The channel closed before the message was answered.'), errorOutcome);
      }
      running.clear();
    },
    get size() {
      return running.size;
    },
  };
}

function pick(running: ReadonlyMap<number, Delivery>, tag: number): Iterable<[number, Delivery]> {
  const delivery = running.get(tag);
  return delivery === undefined ? [] : [[tag, delivery]];
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}
