/** What a query gave. */
export interface Result {
  readonly rowCount?: number | null;
  readonly rows?: readonly unknown[];
}

/** The callback of a query. */
export type Callback = (error: Error | null, result?: Result) => void;

/** What drives itself once a client has it: a cursor, a query stream, or `pg`'s own query object. */
export interface Submittable {
  readonly text?: unknown;
  readonly cursor?: Submittable;
  readonly submit?: unknown;
  readonly callback?: unknown;
  handleError(...args: never[]): unknown;
  handleReadyForQuery(...args: never[]): unknown;
}

/** Returns the text of `query(text)`, `query({ text })` or `query(cursor)`. */
export function statementOf(first: unknown): string | undefined {
  if (typeof first === 'string') return first;
  if (typeof first !== 'object' || first === null) return undefined;
  const { text, cursor } = first as Submittable;
  const found = text ?? cursor?.text;
  return typeof found === 'string' ? found : undefined;
}

/** Returns the values of `query(text, values)` or `query({ text, values })`. */
export function valuesOf([first, second]: readonly unknown[]): unknown {
  if (Array.isArray(second)) return second;
  return typeof first === 'object' ? (first as { values?: unknown } | null)?.values : undefined;
}

/** Returns the callback of `query(…, callback)` or `query({ text, callback })`. */
export function callbackOf(args: readonly unknown[]): Callback | undefined {
  const last = args.at(-1);
  if (typeof last === 'function') return last as Callback;
  const callback = typeof args[0] === 'object' ? (args[0] as Submittable | null)?.callback : undefined;
  return typeof callback === 'function' ? (callback as Callback) : undefined;
}

/** Puts another callback in its place, without writing into what the caller may use again. */
export function withCallback(args: unknown[], callback: Callback): void {
  const [first] = args;
  if (typeof args.at(-1) === 'function') args[args.length - 1] = callback;
  else if (typeof first === 'object' && first !== null && 'submit' in first)
    Object.assign(first, { callback });
  else args[0] = Object.assign({}, first, { callback });
}
