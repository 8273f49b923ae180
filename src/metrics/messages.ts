import type { Aggregate, PartFamily, PartSeries, Point } from './page-part.js';

/** A message that a primary sends, named so that nobody takes it for the application's: it has started, or it wants samples within some milliseconds. */
export type Question =
  | { readonly type: 'tricord:metrics:who' }
  | { readonly type: 'tricord:metrics:ask'; readonly id: number; readonly withinMs: number };

/** A message that a worker sends: it can be asked, or a piece of its samples; `id` is 0 when nobody asked. */
export type Reply =
  | { readonly type: 'tricord:metrics:here' }
  | {
      readonly type: 'tricord:metrics:answer';
      readonly id: number;
      readonly families: readonly PartFamily[];
      readonly isLast: boolean;
    };

/** Returns the question that a message is, or nothing. */
export function parseQuestion(message: unknown): Question | undefined {
  const { type, id, withinMs } = fieldsOf(message);
  if (type === 'tricord:metrics:who') return { type };
  if (type !== 'tricord:metrics:ask' || typeof id !== 'number' || typeof withinMs !== 'number')
    return undefined;
  return { type, id, withinMs };
}

/** Returns the reply that a message is, or nothing; what is malformed in it is left out. */
export function parseReply(message: unknown): Reply | undefined {
  const { type, id, families, isLast } = fieldsOf(message);
  if (type === 'tricord:metrics:here') return { type };
  if (type !== 'tricord:metrics:answer' || typeof id !== 'number' || !Array.isArray(families))
    return undefined;
  return { type, id, families: families.flatMap(parseFamily), isLast: isLast === true };
}

/** Returns a series as JSON can carry it, which knows no NaN and no infinity. */
export function encodeSeries([labels, values, exemplars]: PartSeries): PartSeries {
  const numbers = values.map((value) => (Number.isFinite(value) ? value : String(value))) as number[];
  return exemplars === undefined ? [labels, numbers] : [labels, numbers, exemplars];
}

const aggregates: readonly unknown[] = ['sum', 'max', 'min', 'avg', 'first', 'omit'] satisfies Aggregate[];

function fieldsOf(message: unknown): Readonly<Record<string, unknown>> {
  return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : {};
}

function parseFamily(value: unknown): PartFamily[] {
  const { name, type, help, aggregate, points, series } = fieldsOf(value);
  if (![name, type, help].every(isText) || !aggregates.includes(aggregate)) return [];
  if (!Array.isArray(points) || !points.every(isPoint) || !Array.isArray(series)) return [];
  return [
    {
      name: name as string,
      type: type as string,
      help: help as string,
      aggregate: aggregate as Aggregate,
      points,
      series: series.flatMap((one) => parseSeries(one, points.length)),
    },
  ];
}

function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every(isLine);
}

function parseSeries(value: unknown, length: number): PartSeries[] {
  if (!Array.isArray(value)) return [];
  const [labels, values, exemplars] = value as unknown[];
  if (!isLine(labels) || !Array.isArray(values) || values.length !== length) return [];
  const hasExemplars = Array.isArray(exemplars) && exemplars.every(isLine);
  return [[labels, values.map(Number), hasExemplars ? (exemplars as string[]) : undefined]];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Label text is escaped already; a line feed in it could only be forged. */
function isLine(value: unknown): value is string {
  return isText(value) && !value.includes('\n');
}
