import { renderNumber } from './number-text.js';
import { renderJsonLine } from './render-json.js';
import type { Runtime } from './runtime.js';
import { toJson } from './to-json.js';
import type { Value } from './values.js';

/** Returns the value as jsonnet turns it into a string: strings as they are, all else as JSON on one line. */
export function textOf(value: Value, runtime: Runtime): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? renderNumber(value) : renderJsonLine(toJson(value, runtime));
}
