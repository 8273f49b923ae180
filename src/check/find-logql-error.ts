import { parser } from '@grafana/lezer-logql';

/** Where a log query stops being LogQL: the text there, empty when the query ended too early. */
export interface LogqlError {
  readonly offset: number;
  readonly text: string;
}

/** Returns the first error of a log query, unless it is LogQL; never throws. */
export function findLogqlError(query: string): LogqlError | undefined {
  const cursor = parser.parse(query).cursor();
  do {
    if (!cursor.type.isError) continue;
    const offset = cursor.from;
    return { offset, text: /^\s*(\w+|\S)/.exec(query.slice(offset))?.[1] ?? '' };
  } while (cursor.next());
  return undefined;
}
