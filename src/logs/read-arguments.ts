import { isError } from './describe-error.js';

/** What a call to a logger says, whichever order it was written in. */
export interface Call {
  readonly message: string | undefined;
  /** The object whose members become fields. */
  readonly fields: object | undefined;
  /** The error given as an argument of its own. */
  readonly error: Error | undefined;
}

type Describe = (value: unknown) => string;

/**
 * Reads the arguments of a log call: pino's `(object, message, ...format)`, zap's `(message, object)`, an error before
 * or after the message, or one of them alone. `describe` renders values that become part of the message, `prefix` stands before it.
 */
export function readArguments(args: readonly unknown[], describe: Describe, prefix = ''): Call {
  const call = readCall(args, describe);
  if (prefix === '' || call.message === undefined) return call;
  return { message: prefix + call.message, fields: call.fields, error: call.error };
}

function readCall(args: readonly unknown[], describe: Describe): Call {
  const first = args[0];
  const second = args[1];
  if (typeof first === 'string') {
    if (args.length === 1) return { message: first, fields: undefined, error: undefined };
    if (args.length === 2 && !first.includes('%') && isFields(second)) {
      return { message: first, fields: second, error: undefined };
    }
    return readMessage({ fields: undefined, error: undefined }, args, 0, describe);
  }
  if (typeof first === 'object' && first !== null) {
    if (args.length === 2 && typeof second === 'string' && isRecord(first)) {
      return { message: second, fields: first, error: undefined };
    }
    const start = isError(first)
      ? { fields: undefined, error: first }
      : { fields: isFields(first) ? first : fieldsOf(first), error: undefined };
    return readMessage(start, args, 1, describe);
  }
  // pino's own convention: nothing in the first place, the message in the second.
  const isBlank = (first === undefined || first === null) && args.length > 1;
  return readMessage({ fields: undefined, error: undefined }, args, isBlank ? 1 : 0, describe);
}

/** Takes the message at `index`, its format arguments, and what stands behind them. */
function readMessage(
  start: Omit<Call, 'message'>,
  args: readonly unknown[],
  index: number,
  describe: Describe,
): Call {
  let { fields, error } = start;
  let message: string | undefined;
  let next = index;
  const text = args[index];
  if (typeof text === 'string') [message, next] = format(text, args, index + 1, describe);
  for (; next < args.length; next++) {
    const value = args[next];
    if (value === undefined && message !== undefined) continue;
    if (error === undefined && isError(value)) error = value;
    else if (fields === undefined && isFields(value)) fields = value;
    else if (value !== undefined)
      message = message === undefined ? describe(value) : `${message} ${describe(value)}`;
  }
  return { message, fields, error };
}

/** Fills `%s %d %i %f %j %o %O` as pino does, and returns the index of the first argument that was not used. */
function format(text: string, args: readonly unknown[], index: number, describe: Describe): [string, number] {
  if (index >= args.length || !text.includes('%')) return [text, index];
  let next = index;
  const filled = text.replace(/%([sdifjoO%])/g, (placeholder, kind: string) => {
    if (kind === '%') return '%';
    if (next >= args.length) return placeholder;
    const value = args[next++];
    if (kind === 'd' || kind === 'f') return typeof value === 'number' ? String(value) : describe(value);
    if (kind === 'i') return typeof value === 'number' ? String(Math.floor(value)) : describe(value);
    return typeof value === 'string' && kind !== 's' ? `'${value}'` : describe(value);
  });
  return [filled, next];
}

/** Returns the fields that a value binds to a logger: its members, or itself as `value` when it is no record. */
export function readBindings(value: unknown): object {
  if (isFields(value)) return value;
  return value === undefined || value === null ? {} : { value };
}

/** Whether a value's members can be fields; an array, Map, Date and the like are one value. */
export function isFields(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (isRecord(value)) return true;
  try {
    return !isError(value) && !Array.isArray(value) && !isSingleValue(value);
  } catch {
    return !isError(value);
  }
}

function isRecord(value: object): boolean {
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  } catch {
    return false;
  }
}

function isSingleValue(value: object): boolean {
  if (isRequest(value) || isResponse(value)) return true;
  return Symbol.iterator in value || ArrayBuffer.isView(value) || typeof value.valueOf() !== 'object';
}

/** Gives a value that is not a record a name; Node's request and reply get the ones that pino gives them. */
function fieldsOf(value: object): object {
  try {
    if (isRequest(value)) return { req: value };
    if (isResponse(value)) return { res: value };
  } catch {
    return { value };
  }
  return { value };
}

function isRequest(value: object): boolean {
  const { method, headers, socket } = value as { method?: unknown; headers?: unknown; socket?: unknown };
  return Boolean(method) && Boolean(headers) && Boolean(socket);
}

function isResponse(value: object): boolean {
  return typeof (value as { setHeader?: unknown }).setHeader === 'function';
}
