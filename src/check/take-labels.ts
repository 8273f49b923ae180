import type { ExpositionFormat, LabelPair } from '../policies/exposition-family.js';
import type { LineCursor } from './line-cursor.js';

const labelName = /[A-Za-z_]\w*/y;
const blanks = /[ \t]*/y;
const plainValue = /[^"\\]*/y;

/** Reads labels in braces, which the cursor stands at; throws a `LineFault` when they break the grammar. */
export function takeLabels(cursor: LineCursor, name: string, format: ExpositionFormat): LabelPair[] {
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
export function takeEscape(cursor: LineCursor, format: ExpositionFormat, isQuoted: boolean): string {
  const next = cursor.line[cursor.at + 1] ?? '';
  const got = `\\${next}`;
  const isKnown = next === '\\' || next === 'n' || (next === '"' && (isQuoted || format === 'openmetrics'));
  if (!isKnown && (format === 'text' || next === '')) {
    throw cursor.fault({ fault: 'badEscape', data: { got } }, cursor.at, got.length);
  }
  cursor.at += 2;
  return next === 'n' ? '\n' : isKnown ? next : got;
}
