import { definePolicy } from '../problem.js';

const messages = {
  afterEof: 'The page goes on after `# EOF`.',
  badComment: 'OpenMetrics knows the comments HELP, TYPE, UNIT and EOF only; this one starts with `{got}`.',
  badEscape:
    '`{got}` is not an escape sequence; a backslash is written `\\\\`, a newline `\\n`, a quote `\\"`.',
  badExemplar: 'What follows `#` is no exemplar, which is `# {label="value"} number timestamp`.',
  badLabelName: '`{got}` is no label name: letters, digits and `_`, not starting with a digit.',
  badMetricName: '`{got}` is no metric name: letters, digits, `_` and `:`, not starting with a digit.',
  badTimestamp: '`{got}` is no timestamp, which is {expected}.',
  badValue: '`{got}` is no number.',
  blankLine: 'OpenMetrics has no blank lines.',
  byteOrderMark: 'The page starts with a byte order mark.',
  carriageReturn: 'The line ends in a carriage return; lines end in a line feed alone.',
  emptyPage: 'The page has no metric.',
  extraText: '`{got}` follows the value and its timestamp.',
  invalidUtf8: 'The line is not valid UTF-8.',
  lineTooLong: 'The line has {bytes} bytes; more than {limit} are not read.',
  missingEof: 'An OpenMetrics page ends in the line `# EOF`; without it a page cut short looks whole.',
  missingNewline: 'The last line does not end in a line feed.',
  missingValue: 'Metric `{name}` has no value.',
  pageTooLong: 'The page has more than {limit} bytes; the rest was not read.',
  spacing: 'OpenMetrics separates by exactly one space.',
  tooManySeries: 'The page has more than {limit} series; the rest was not read.',
  trailingBlank: 'The line ends in a blank, behind which a scraper looks for a timestamp.',
  unclosedLabels: 'The labels of `{name}` are not closed by `}`.',
  unexpectedInLabels: '`{got}` stands where the labels of `{name}` need {expected}.',
  unquotedValue: 'The value of label `{label}` is not in double quotes.',
  unterminatedValue: 'The value of label `{label}` has no closing quote.',
} as const;

/** A fault of the page's text, as the parser found it. */
export interface SyntaxFault {
  readonly fault: keyof typeof messages;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Judges the text of a metrics page: a scraper that cannot read one line drops the whole page. */
export const expositionSyntax = definePolicy({
  id: 'exposition-syntax',
  summary: 'A page of metrics follows the grammar of its format, to the last line.',
  severity: 'error',
  lint: { reason: 'Only a page that a process has written can be read.' },
  messages,
  *check({ fault, data }: SyntaxFault) {
    yield data === undefined ? { message: fault } : { message: fault, data };
  },
});
