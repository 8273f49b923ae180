/**
 * A jsonnet file: the key that imports are cached by, the name that errors and `std.thisFile` show, and its
 * text.
 */
export interface Source {
  readonly id: string;
  readonly fileName: string;
  readonly text: string;
  /** Offset at which each line starts, ascending from 0. */
  readonly lineStarts: readonly number[];
}

/** A stretch of source text, as offsets into `source.text`; `end` is exclusive. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/**
 * A place in a file for people: line and column count from 1, columns in UTF-16 units, ends are exclusive.
 */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Returns a source that knows where its lines start. */
export function createSource(id: string, fileName: string, text: string): Source {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { id, fileName, text, lineStarts };
}

function findLine(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] as number) + 1 };
}

/** Returns the lines and columns that a span starts and ends at. */
export function findPosition(span: Span): SourcePosition {
  const { lineStarts, fileName } = span.source;
  const start = findLine(lineStarts, span.start);
  const end = findLine(lineStarts, span.end);
  return { file: fileName, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** Returns the position as the reference implementation prints it: `file:3:5-9`, or `file:(3:5)-(4:2)`. */
export function renderPosition(position: SourcePosition): string {
  const { file, line, column, endLine, endColumn } = position;
  if (line !== endLine) return `${file}:(${line}:${column})-(${endLine}:${endColumn})`;
  return endColumn - column <= 1 ? `${file}:${line}:${column}` : `${file}:${line}:${column}-${endColumn}`;
}
