import { paint } from './paint.js';
import type { Dialect } from '../log-dialects.js';
import { quote } from './quote.js';

/** Ego pads messages to this width, so that the fields of most lines stand below each other. */
const messageWidth = 32;

const colours = {
  debug: 'magenta',
  info: 'blue',
  warn: 'yellow',
  error: 'red',
  dpanic: 'red',
  panic: 'red',
  fatal: 'red',
} as const;

type Json = Readonly<Record<string, unknown>>;

/**
 * Returns what lays a finished line out as Ego's console does: local time, LEVEL, caller, padded message and the
 * fields as JSON, parted by tabs. It works on lines of JSON, so that it shows what has passed the guard and the
 * redaction; one line stays one line.
 */
export function createConsoleLayout(dialect: Dialect, isColoured: boolean): (line: string) => string {
  const { keys } = dialect;
  const names = { service: { name: '', version: '' }, frameworkVersion: '', logger: 'business' } as const;
  const hidden = new Set([
    keys.level,
    keys.time,
    keys.caller,
    keys.message,
    ...Object.keys(dialect.fixed(names)),
  ]);
  if (keys.callerLine !== undefined) hidden.add(keys.callerLine);
  return (line) => {
    const values = JSON.parse(line) as Json;
    const level = String(values[keys.level]) as keyof typeof colours;
    const label = level.toUpperCase();
    const callerLine = keys.callerLine === undefined ? '' : `:${String(values[keys.callerLine])}`;
    const caller = values[keys.caller] === undefined ? '-' : `${String(values[keys.caller])}${callerLine}`;
    const shown = Object.entries(values).filter(
      ([key, value]) => !hidden.has(key) && !(key === keys.logger && isPlainLogger(value)),
    );
    const parts = [
      localTime(new Date()),
      isColoured ? paint(colours[level], label) : label,
      plain(caller),
      plain(String(values[keys.message])).padEnd(messageWidth),
      shown.length === 0 ? '' : spaced(Object.fromEntries(shown)),
    ];
    return `${parts.join('\t').trimEnd()}\n`;
  };
}

/** Renders a time as Ego does in debug mode, `2021-04-09 22:04:34` in local time; `separator` parts year, month and day. */
export function localTime(date: Date, separator = '-'): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', separator);
}

/** Renders a text on one line, without raw control characters, as it reads best. */
export function plain(text: string): string {
  return quote(text)
    .slice(1, -1)
    .replace(/\\(["\\])/g, '$1');
}

/** Whether a logger's name says no more than the two loggers' own. */
function isPlainLogger(name: unknown): boolean {
  return name === 'business' || name === 'framework';
}

/** JSON as zap's console has it, with a space behind each comma and colon. */
function spaced(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${quote(key)}: ${spaced(member)}`)
    .join(', ')}}`;
}
