import type { OperationEntry } from './catalog/define-operation.js';
import { errorOutcome, grpcOutcome, okOutcome, type Outcome } from './catalog/outcome.js';
import { type Operation, type OperationStart, startOperation } from './operation.js';
import { findStatusError } from './status/index.js';
import type { Telemetry } from './telemetry.js';

/** What is known of an operation when it starts; the entry's name stands in for what is not said. */
export type OperationFacts = Partial<OperationStart>;

/**
 * Runs a function as an operation: inside its context, ended `OK` when it returns or its promise resolves, failed when it
 * throws or rejects. The result and the error are the caller's, as they were.
 * @example
 * await withOperation(telemetry, mailSend, { name: 'smtp', peer: host }, () => transport.send(mail));
 */
export function withOperation<Result>(
  telemetry: Telemetry,
  entry: OperationEntry,
  facts: OperationFacts,
  fn: (operation: Operation) => Result,
): Result {
  const { name = entry.name, method = name } = facts;
  const { component = entry.name, peer = '' } = facts;
  const attributes = { component, ...facts.attributes };
  const start = { ...facts, component, name, method, peer, attributes };
  const operation = startOperation(telemetry, entry, start);
  const fail = (error: unknown): never => {
    operation.fail(error, outcomeOf(error, telemetry));
    throw error;
  };
  let result: Result;
  try {
    result = operation.run(() => fn(operation));
  } catch (error) {
    return fail(error);
  }
  if (isPromise(result)) return result.then((value) => (operation.end(okOutcome), value), fail) as Result;
  operation.end(okOutcome);
  return result;
}

/** An error of the model has its code; any other is just an error. */
function outcomeOf(error: unknown, { conventions }: Telemetry): Outcome {
  const known = findStatusError(error);
  return known === undefined ? errorOutcome : grpcOutcome(known.code, conventions.uniformCodes);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}
