import { definePolicy } from '../problem.js';

const messages = {
  byteOrderMark: 'The stream starts with a byte order mark.',
  carriageReturn: 'The line ends in a carriage return; lines end in a line feed alone.',
  controlCharacter:
    'Control character {code} stands in the line unescaped; a terminal that prints it obeys it.',
  emptyStream: 'The stream has no line.',
  invalidJson: 'The line is not JSON: {reason}.',
  invalidUtf8: 'The line is not valid UTF-8.',
  lineTooLong: 'The line has {bytes} bytes; collectors cut lines at {limit}.',
  missingNewline: 'The last line does not end in a line feed, so it may be cut short.',
  notAnObject: 'The line is {got}, not a JSON object.',
  tooDeep: 'The line nests {depth} levels deep; {limit} are allowed.',
} as const;

/** A fault of a log line's text. */
export interface LogFault {
  readonly fault: keyof typeof messages;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly part?: string;
}

/** Judges the text of a log: one JSON object a line, of a size that collectors take whole. */
export const logSyntax = definePolicy({
  id: 'log-syntax',
  summary: 'A log is one JSON object a line, in UTF-8, without raw control characters, of bounded size.',
  severity: 'error',
  lint: { reason: 'Only a line that a process has written can be read.' },
  messages,
  *check({ fault, data, part }: LogFault) {
    yield {
      message: fault,
      ...(data === undefined ? {} : { data }),
      ...(part === undefined ? {} : { part }),
    };
  },
});
