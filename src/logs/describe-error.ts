import { types } from 'node:util';

const longestChain = 8;
const mostDetails = 16;
const ownNames = new Set(['message', 'stack', 'name', 'code', 'cause', 'errors', 'stacktrace']);

/** What a line tells of an error. */
export interface ErrorFacts {
  readonly message: string;
  /** Name of its class when it is not just `Error`. */
  readonly type: string | undefined;
  readonly code: string | number | undefined;
  /** Messages of its causes and of the errors it holds together, nearest first, at most eight. */
  readonly causes: readonly string[];
  /** Its own texts, numbers and booleans, e.g. `statusCode`; objects are left out, for they hold whole requests. */
  readonly details: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Whether a value is an error, of this realm or another; never throws. */
export function isError(value: unknown): value is Error {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

/** Reads an error; each part that throws when it is read is left out or `[unreadable]`. */
export function readError(error: Error): ErrorFacts {
  const type = readText(error, 'name');
  const code = read(error, 'code');
  return {
    message: readText(error, 'message') ?? '[unreadable]',
    type: type === 'Error' || type === '' ? undefined : type,
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    causes: causesOf(error).map((cause) =>
      isError(cause) ? (readText(cause, 'message') ?? '[unreadable]') : shortText(cause),
    ),
    details: readDetails(error),
  };
}

/** Returns the stack of an error and of its causes, one after the other. */
export function readStack(error: Error): string | undefined {
  const stacks = [error, ...causesOf(error)].map((each) =>
    isError(each) ? readText(each, 'stack') : shortText(each),
  );
  const known = stacks.filter((stack) => stack !== undefined && stack !== '');
  return known.length === 0 ? undefined : known.join('\ncaused by: ');
}

/** Returns an error that stands inside another value as a plain object, without prototype. */
export function describeError(error: Error): Record<string, unknown> {
  const { message, type, code, causes, details } = readError(error);
  const description: Record<string, unknown> = { type: type ?? 'Error', message };
  if (code !== undefined) description['code'] = code;
  if (causes.length > 0) description['causes'] = causes;
  if (details !== undefined) description['details'] = details;
  const stack = readText(error, 'stack');
  if (stack !== undefined) description['stack'] = stack;
  return description;
}

/** Walks causes and members of AggregateErrors breadth first, each once. */
function causesOf(error: Error): unknown[] {
  const found: unknown[] = [];
  const seen = new Set<unknown>([error]);
  for (let queue: unknown[] = [error]; queue.length > 0 && found.length < longestChain;) {
    const next = queue.shift();
    for (const cause of directCauses(next)) {
      if (seen.has(cause) || found.length >= longestChain) continue;
      seen.add(cause);
      found.push(cause);
      queue.push(cause);
    }
  }
  return found;
}

function directCauses(error: unknown): unknown[] {
  if (!isError(error)) return [];
  const cause = read(error, 'cause');
  const errors = read(error, 'errors');
  try {
    const members: unknown[] = Array.isArray(errors) ? errors.slice(0, longestChain) : [];
    return cause === undefined || cause === null ? members : [cause, ...members];
  } catch {
    return [];
  }
}

function readDetails(error: Error): Record<string, string | number | boolean> | undefined {
  let details: Record<string, string | number | boolean> | undefined;
  try {
    for (const key of Object.keys(error).slice(0, mostDetails)) {
      const value = ownNames.has(key) ? undefined : read(error, key);
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
      details ??= Object.create(null) as Record<string, string | number | boolean>;
      details[key] = value;
    }
  } catch {
    return details;
  }
  return details;
}

function readText(error: Error, key: 'message' | 'name' | 'stack'): string | undefined {
  const value = read(error, key);
  return typeof value === 'string' ? value : undefined;
}

function read(owner: object, key: string): unknown {
  try {
    return (owner as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** A cause may be anything; a text or number is told, the rest only by kind. */
function shortText(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  return typeof cause === 'number' || typeof cause === 'boolean' ? String(cause) : `[${typeof cause}]`;
}
