import type { ExpositionFormat, ExpositionSample, LabelPair } from '../policies/exposition-family.js';
import type { SyntaxFault } from '../policies/exposition-syntax.js';
import { LineCursor, LineFault } from './line-cursor.js';

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
const labelName = /[A-Za-z_]\w*/y;
const blanks = /[ \t]*/y;
const token = /[^ \t]+/y;
const rest = /.*/sy;
const plainValue = /[^"\\]*/y;
const number = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)$|^nan$/i;

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

function takeLabels(cursor: LineCursor, name: string, format: ExpositionFormat): LabelPair[] {
  const labels: LabelPair[] = [];
  const start = cursor.at;
  cursor.at += 1;
  const skipBlanks = () => void (format === 'text' && cursor.take(blanks));
  for (;;) {
    skipBlanks();
    if (cursor.skip('}')) {
      if (format === 'openmetrics' && labels.length > 0 && cursor.line[cursor.at - 2] === ',')
        throw cursor.fault(
          { fault: 'unexpectedInLabels', data: { got: '}', name, expected: 'a label' } },
          cursor.at - 1,
          1,
        );
      return labels;
    }
    if (cursor.isAtEnd) throw cursor.fault({ fault: 'unclosedLabels', data: { name } }, start, 1);
    const label = cursor.take(labelName);
    if (label === '')
      throw cursor.fault(
        { fault: 'badLabelName', data: { got: cursor.word() } },
        cursor.at,
        cursor.word().length,
      );
    skipBlanks();
    expect(cursor, '=', name);
    skipBlanks();
    labels.push([label, takeQuoted(cursor, label, format)]);
    skipBlanks();
    if (cursor.peek() !== '}' && !cursor.isAtEnd) expect(cursor, ',', name);
  }
}

function expect(cursor: LineCursor, character: string, name: string): void {
  if (cursor.skip(character)) return;
  if (cursor.isAtEnd) throw cursor.fault({ fault: 'unclosedLabels', data: { name } }, cursor.at - 1, 1);
  const got = cursor.word();
  const data = { got, name, expected: `\`${character}\`` };
  throw cursor.fault({ fault: 'unexpectedInLabels', data }, cursor.at, got.length);
}

function takeQuoted(cursor: LineCursor, label: string, format: ExpositionFormat): string {
  const start = cursor.at;
  if (!cursor.skip('"'))
    throw cursor.fault({ fault: 'unquotedValue', data: { label } }, start, cursor.word().length);
  let value = '';
  for (;;) {
    value += cursor.take(plainValue);
    if (cursor.skip('"')) return value;
    if (cursor.isAtEnd) throw cursor.fault({ fault: 'unterminatedValue', data: { label } }, start);
    value += takeEscape(cursor, format, true);
  }
}

/** Reads a backslash and what follows; OpenMetrics keeps unknown escapes as they stand, the text format refuses them. */
function takeEscape(cursor: LineCursor, format: ExpositionFormat, isQuoted: boolean): string {
  const next = cursor.line[cursor.at + 1] ?? '';
  const got = `\\${next}`;
  const isKnown = next === '\\' || next === 'n' || (next === '"' && (isQuoted || format === 'openmetrics'));
  if (!isKnown && (format === 'text' || next === '')) {
    throw cursor.fault({ fault: 'badEscape', data: { got } }, cursor.at, got.length);
  }
  cursor.at += 2;
  return next === 'n' ? '\n' : isKnown ? next : got;
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

/** A number out of the range of 64-bit floats is none to Prometheus either. */
function isNumber(text: string): boolean {
  return number.test(text) && (/[in]/i.test(text) || Number.isFinite(Number(text)));
}

function parseNumber(text: string): number {
  if (/^nan$/i.test(text)) return NaN;
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}
