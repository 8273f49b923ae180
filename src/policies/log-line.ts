import { definePolicy } from '../problem.js';

/** What a line of a log lacks of the schema of its dialect. */
export interface LogLineFault {
  readonly dialect: string;
  /** Path of the key, dotted; of the missing key when one is missing. */
  readonly key: string;
  readonly rule: 'missing' | 'type' | 'enum' | 'pattern' | 'unknown' | 'other';
  /** What the schema wants, in words. */
  readonly expected: string;
  /** The value on the line, as JSON, cut short. */
  readonly got: string;
}

/** Judges the keys of a log line by the schema of its dialect. */
export const logLine = definePolicy({
  id: 'log-line',
  summary:
    'A log line has the keys of its dialect, of the right type, with a known level and well-formed ids.',
  severity: 'error',
  lint: { reason: 'Only a line that a process has written carries its keys.' },
  messages: {
    badId: '`{key}` is `{got}`, which is no {id} id: {digits} lower-case hex digits, not all of them 0.',
    invalid: '`{key}` is `{got}`; it must be {expected}.',
    missingKey: 'The line has no `{key}`, which every line of the {dialect} dialect has.',
    unknownKey: '`{key}` is no key of the {dialect} dialect.',
    unknownLevel: 'Level `{got}` is unknown; the levels are {expected}.',
    wrongType: '`{key}` is `{got}`; it must be {expected}.',
  },
  *check({ dialect, key, rule, expected, got }: LogLineFault) {
    const data = { key, got, expected, dialect };
    const part = got;
    const id = /trace|^tid$/i.test(key) ? 'trace' : 'span';
    if (rule === 'missing') yield { message: 'missingKey', data };
    else if (rule === 'type') yield { message: 'wrongType', data, part };
    else if (rule === 'unknown') yield { message: 'unknownKey', data, part: key };
    else if (rule === 'enum' && /^(?:level|lv|log\.level)$/.test(key))
      yield { message: 'unknownLevel', data, part };
    else if (rule === 'pattern' && /^(?:(?:trace|span)(?:Id|\.id)|tid)$/.test(key))
      yield { message: 'badId', data: { ...data, id, digits: id === 'trace' ? 32 : 16 }, part };
    else yield { message: 'invalid', data, part };
  },
});
