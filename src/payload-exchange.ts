import type { OperationEntry } from './catalog/define-operation.js';
import { isError, type DebugLines, type Payload } from './logs/index.js';
import type { OperationSwitches } from './operation-switches.js';

/**
 * What an operation sent and received, for access lines that are to tell it and for the debug line. It exists only when
 * somebody wants to know, so that an adapter that finds none has nothing to collect.
 */
export class Exchange {
  readonly wantsRequest: boolean;
  readonly wantsResponse: boolean;
  /** Most of a payload that is told, in UTF-16 units. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** `dir/file.ts:line` of the code that made a call, in debug mode. */
  readonly origin: string | undefined;
  readonly #switches: OperationSwitches;
  #request: Payload | undefined;
  #response: Payload | undefined;

  constructor(switches: OperationSwitches, isDebugged: boolean, origin: string | undefined) {
    this.#switches = switches;
    this.wantsRequest = isDebugged || switches.captureRequest;
    this.wantsResponse = isDebugged || switches.captureResponse;
    this.requestBytes = switches.requestBytes;
    this.responseBytes = switches.responseBytes;
    this.origin = origin;
  }

  /** Takes what was sent; of several messages the first is told. */
  tellRequest(payload: Payload): void {
    if (this.wantsRequest) this.#request ??= { limit: this.requestBytes, ...payload };
  }

  tellResponse(payload: Payload): void {
    if (this.wantsResponse) this.#response ??= { limit: this.responseBytes, ...payload };
  }

  /** What an access line tells, whoever else wanted to know. */
  get request(): Payload | undefined {
    return this.#switches.captureRequest ? this.#request : undefined;
  }

  get response(): Payload | undefined {
    return this.#switches.captureResponse ? this.#response : undefined;
  }

  /** Writes the debug line of a call that has ended. */
  writeDebugLine(debug: DebugLines, call: DebuggedCall): void {
    const { entry, start, method, costMs, error } = call;
    debug.write({
      tag: `${entry.name.split('.')[0] ?? ''}.response`,
      origin: this.origin,
      compName: start.name,
      addr: start.peer,
      costMs,
      method,
      request: this.#request?.payload ?? call.statement,
      reply: this.#response?.payload ?? call.code,
      error: error === undefined ? undefined : errorText(call),
    });
  }
}

/** A call that has ended, as its debug line tells it. */
export interface DebuggedCall {
  readonly entry: OperationEntry;
  readonly start: { readonly name: string; readonly peer: string };
  readonly method: string;
  readonly costMs: number;
  readonly error: unknown;
  /** Statement without values, for queries whose request is not handed over. */
  readonly statement: string | number | undefined;
  /** What the call ended with, when its reply is not handed over. */
  readonly code: string;
}

/** Opens the exchange of an operation, when its switches or debug mode ask for one; servers have no debug line. */
export function openExchange(
  switches: OperationSwitches,
  debug: DebugLines | undefined,
  { side }: OperationEntry,
): Exchange | undefined {
  const isDebugged = debug !== undefined && side === 'client';
  if (!isDebugged && !switches.captureRequest && !switches.captureResponse) return undefined;
  return new Exchange(switches, isDebugged, isDebugged ? debug.origin() : undefined);
}

/** What went wrong, in Go's words for a gRPC call. */
function errorText({ entry, error, code }: DebuggedCall): string {
  const text = textOf(error);
  return entry.name.startsWith('grpc.') ? `rpc error: code = ${code} desc = ${text}` : text;
}

function textOf(error: unknown): string {
  try {
    return isError(error) ? error.message : String(error);
  } catch {
    return '[unreadable]';
  }
}
