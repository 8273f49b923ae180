import type { ExpositionFormat, ExpositionSample } from '../policies/exposition-family.js';
import type { SyntaxFault } from '../policies/exposition-syntax.js';
import { isNumber, parseNumber } from './exposition-number.js';
import { LineCursor, LineFault } from './line-cursor.js';
import { takeEscape, takeLabels } from './take-labels.js';

/** What a line of a metrics page is; a fault points at the text it is about, `column` from 1. */
export type ExpositionLine =
  | { readonly kind: 'blank' | 'comment' | 'eof' }
  | {
      readonly kind: 'metadata';
      readonly keyword: 'HELP' | 'TYPE' | 'UNIT';
      readonly name: string;
      readonly text: string;
    }
  | { readonly kind: 'sample'; readonly sample: Omit<ExpositionSample, 'line'> }
  | { readonly kind: 'fault'; readonly fault: SyntaxFault; readonly column: number; readonly length: number };

const metricName = /[A-Za-z_:][\w:]*/y;
const blanks = /[ \t]*/y;
const token = /[^ \t]+/y;
const rest = /.*/sy;

/** Parses one line of a metrics page, without its line feed; never throws. */
export function parseExpositionLine(line: string, format: ExpositionFormat): ExpositionLine {
  const cursor = new LineCursor(line);
  try {
    return format === 'text' ? parseTextLine(cursor) : parseOpenMetricsLine(cursor);
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    return { kind: 'fault', fault: error.fault, column: error.column, length: error.length };
  }
}

function parseTextLine(cursor: LineCursor): ExpositionLine {
  cursor.take(blanks);
  if (cursor.isAtEnd) return { kind: 'blank' };
  if (cursor.peek() !== '#') return parseSample(cursor, 'text');
  cursor.at += 1;
  cursor.take(blanks);
  const keyword = cursor.take(token);
  if (keyword !== 'HELP' && keyword !== 'TYPE') return { kind: 'comment' };
  cursor.take(blanks);
  if (cursor.isAtEnd) return { kind: 'comment' };
  const name = takeMetricName(cursor);
  if (!cursor.isAtEnd && !/[ \t]/.test(cursor.peek())) throw badMetricName(cursor, name.length);
  cursor.take(blanks);
  const text = keyword === 'HELP' ? takeHelp(cursor, 'text') : cursor.take(rest);
  return { kind: 'metadata', keyword, name, text };
}

function parseOpenMetricsLine(cursor: LineCursor): ExpositionLine {
  if (cursor.isAtEnd) throw cursor.fault({ fault: 'blankLine' });
  if (cursor.line === '# EOF') return { kind: 'eof' };
  if (cursor.peek() !== '#') return parseSample(cursor, 'openmetrics');
  const [, keyword] = /^# (HELP|TYPE|UNIT) /.exec(cursor.line) ?? [];
  if (keyword === undefined) {
    throw cursor.fault({ fault: 'badComment', data: { got: cursor.line.slice(0, 20) } }, 0, 20);
  }
  cursor.at = 7;
  const name = takeMetricName(cursor);
  if (!cursor.isAtEnd && !cursor.skip(' ')) throw badMetricName(cursor, name.length);
  const text = keyword === 'HELP' ? takeHelp(cursor, 'openmetrics') : cursor.take(rest);
  return { kind: 'metadata', keyword: keyword as 'HELP' | 'TYPE' | 'UNIT', name, text };
}

function parseSample(cursor: LineCursor, format: ExpositionFormat): ExpositionLine {
  const name = takeMetricName(cursor);
  if (format === 'text') cursor.take(blanks);
  const labels = cursor.peek() === '{' ? takeLabels(cursor, name, format) : [];
  takeSpace(cursor, format, name);
  const end = cursor.line.trimEnd().length;
  if (end < cursor.line.length) throw cursor.fault({ fault: 'trailingBlank' }, end, cursor.line.length - end);
  const valueText = takeNumber(cursor);
  const timestamp = takeTimestamp(cursor, format);
  const exemplar = takeExemplar(cursor, format);
  if (timestamp === undefined && !cursor.isAtEnd) throw extraText(cursor);
  const sample = { name, labels, value: parseNumber(valueText), valueText };
  return { kind: 'sample', sample: exemplar === undefined ? sample : { ...sample, exemplar } };
}

function takeMetricName(cursor: LineCursor): string {
  const name = cursor.take(metricName);
  if (name !== '') return name;
  throw badMetricName(cursor, 0);
}

function badMetricName(cursor: LineCursor, before: number): LineFault {
  const start = cursor.at - before;
  cursor.at = start;
  const got = /^\S+/.exec(cursor.line.slice(start, start + 60))?.[0] ?? cursor.word();
  return cursor.fault({ fault: 'badMetricName', data: { got } }, start, got.length);
}

function takeHelp(cursor: LineCursor, format: ExpositionFormat): string {
  let text = '';
  while (!cursor.isAtEnd) {
    text += cursor.take(/[^\\]*/y);
    if (!cursor.isAtEnd) text += takeEscape(cursor, format, false);
  }
  return text;
}

/** Moves past what separates name and labels from the value. */
function takeSpace(cursor: LineCursor, format: ExpositionFormat, name: string): void {
  const start = cursor.at;
  const before = cursor.line[start - 1] ?? '';
  const space = cursor.take(blanks);
  if (cursor.isAtEnd) throw cursor.fault({ fault: 'missingValue', data: { name } }, start);
  if (space === '' && /\w|:/.test(before)) throw badMetricName(cursor, name.length);
  if (format === 'openmetrics' && space !== ' ') throw cursor.fault({ fault: 'spacing' }, start);
}

function takeNumber(cursor: LineCursor): string {
  const start = cursor.at;
  const text = cursor.take(token);
  if (isNumber(text)) return text;
  throw cursor.fault({ fault: 'badValue', data: { got: text.slice(0, 60) } }, start);
}

/** Returns the timestamp, an empty string when there is none, or undefined when an exemplar may still follow. */
function takeTimestamp(cursor: LineCursor, format: ExpositionFormat): string | undefined {
  const end = cursor.at;
  const space = cursor.take(blanks);
  if (format === 'openmetrics' && space.length + cursor.line.length - end > 0 && space !== ' ')
    throw cursor.fault({ fault: 'spacing' }, end);
  if (cursor.isAtEnd || cursor.peek() === '#') return undefined;
  const start = cursor.at;
  const text = cursor.take(token);
  const isValid =
    format === 'text' ? /^[+-]?\d{1,18}$/.test(text) : isNumber(text) && Number.isFinite(parseNumber(text));
  const expected = format === 'text' ? 'a whole number of milliseconds' : 'a number of seconds';
  if (!isValid)
    throw cursor.fault({ fault: 'badTimestamp', data: { got: text.slice(0, 60), expected } }, start);
  cursor.take(blanks);
  if (!cursor.isAtEnd && cursor.peek() !== '#') throw extraText(cursor);
  return text;
}

function takeExemplar(cursor: LineCursor, format: ExpositionFormat): ExpositionSample['exemplar'] {
  if (cursor.peek() !== '#') return undefined;
  const start = cursor.at;
  const text = cursor.line.slice(start);
  cursor.at += 1;
  try {
    cursor.take(blanks);
    if (cursor.peek() !== '{') throw badExemplar(cursor, start);
    const labels = takeLabels(cursor, 'the exemplar', format);
    cursor.take(blanks);
    takeNumber(cursor);
    cursor.take(blanks);
    const timestamp = cursor.take(token);
    if ((timestamp !== '' && !isNumber(timestamp)) || !cursor.isAtEnd) throw badExemplar(cursor, start);
    return { labels, text };
  } catch (error) {
    throw error instanceof LineFault ? badExemplar(cursor, start) : error;
  }
}

function badExemplar(cursor: LineCursor, start: number): LineFault {
  return cursor.fault({ fault: 'badExemplar' }, start, cursor.line.length - start);
}

function extraText(cursor: LineCursor): LineFault {
  const got = cursor.line.slice(cursor.at, cursor.at + 60);
  return cursor.fault({ fault: 'extraText', data: { got } }, cursor.at, got.length);
}
