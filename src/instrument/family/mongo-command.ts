/** What telemetry may say of a command: never a value. */
export interface MongoCommandDescription {
  /** Command in Ego's spelling, e.g. `Find`. */
  readonly method: string;
  readonly collection: string;
  /** Command, collection and the shape of its filter, e.g. `find users {"age":{"$gt":"?"}}`. */
  readonly statement: string;
  /** Documents or statements sent at once, when the command has several. */
  readonly batchSize?: number;
}

/** Fields a filter is cut after, and levels it is looked into: its shape is for people to read. */
const fieldsKept = 16;
const levelsKept = 4;
const statementLimit = 512;

/** Describes a command by its names and the shape of its filter. */
export function describeMongoCommand(
  name: string,
  command: Readonly<Record<string, unknown>>,
): MongoCommandDescription {
  const target = name === 'getMore' ? command['collection'] : command[name];
  const collection = typeof target === 'string' ? target.slice(0, 64) : '';
  const batch = [command['documents'], command['updates'], command['deletes']].find(Array.isArray);
  const filter = command['filter'] ?? command['query'] ?? command['pipeline'] ?? firstFilter(batch);
  const shape = filter === undefined ? '' : ` ${JSON.stringify(shapeOf(filter, levelsKept))}`;
  return {
    method: `${name.slice(0, 1).toUpperCase()}${name.slice(1, 32)}`,
    collection,
    statement: `${name} ${collection}${shape}`.trim().slice(0, statementLimit),
    ...(batch === undefined ? {} : { batchSize: batch.length }),
  };
}

/** The filter of the first update or delete; documents that are inserted have none. */
function firstFilter(batch: readonly unknown[] | undefined): unknown {
  const [first] = batch ?? [];
  return (first as { q?: unknown } | undefined)?.q;
}

function shapeOf(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null || levels === 0) return '?';
  if (Array.isArray(value)) return value.slice(0, fieldsKept).map((item) => shapeOf(item, levels - 1));
  // Ids, dates and other values of BSON are objects of classes of their own.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return '?';
  const fields = Object.entries(value).slice(0, fieldsKept);
  return Object.fromEntries(fields.map(([key, item]) => [key, shapeOf(item, levels - 1)]));
}

/** Says whether a command that looked for one document found none. */
export function isEmptyReply(reply: unknown): boolean {
  const { cursor, value } = (reply ?? {}) as {
    cursor?: { firstBatch?: unknown[]; id?: unknown };
    value?: unknown;
  };
  if (cursor?.firstBatch !== undefined) return cursor.firstBatch.length === 0;
  return value === null;
}

/** Returns the error of a write that the server refused in a reply that is otherwise fine; the message may hold values. */
export function findWriteError(reply: unknown): Error | undefined {
  const { writeErrors } = (reply ?? {}) as { writeErrors?: readonly { code?: unknown }[] };
  if (!Array.isArray(writeErrors) || writeErrors.length === 0) return undefined;
  const codes = writeErrors.slice(0, 3).map((error: { code?: unknown }) => String(error.code));
  const error = new Error(`${writeErrors.length} writes were refused, with code ${codes.join(', ')}.`);
  error.name = 'MongoWriteError';
  return error;
}
