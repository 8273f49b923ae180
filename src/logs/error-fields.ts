import { readError, readStack } from './describe-error.js';
import type { DialectKeys } from '../log-dialects.js';
import type { Level } from './levels.js';
import { quote } from './quote.js';
import { type ValueContext, type ValueLimits, ValueWriter } from './value-writer.js';

const stackLevels = new Set<Level>(['error', 'dpanic', 'panic', 'fatal']);

/** An error on its way to a line of some level. */
export interface ErrorInput {
  readonly error: Error;
  readonly level: Level;
  readonly keys: DialectKeys;
}

/** Renders what a line tells of its error as `,"error":…`, with the stack from error up. */
export function renderErrorFields(context: ValueContext, input: ErrorInput, limits: ValueLimits): string {
  const { error, level, keys } = input;
  const { message, type, code, causes, details } = readError(error);
  const parts: [string, unknown][] = [
    [keys.error, message],
    [keys.errorType, type],
    [keys.errorCode, code === undefined ? undefined : String(code)],
    [keys.errorCauses, causes.length === 0 ? undefined : causes],
    [keys.errorDetails, details],
    [keys.stack, stackLevels.has(level) ? readStack(error) : undefined],
  ];
  const writer = new ValueWriter(context, limits);
  let text = '';
  for (const [name, value] of parts) {
    const json = value === undefined ? undefined : writer.value(value);
    if (json !== undefined) text += `,${quote(name)}:${json}`;
  }
  return text;
}
