import { countCodePoints } from './code-points.js';
import { formatNumber } from './format-number.js';
import { type FormatAmount, type FormatSpec, parseFormat } from './format-spec.js';
import { JsonnetError } from './jsonnet-error.js';
import type { JObject } from './object.js';
import type { Runtime } from './runtime.js';
import { textOf } from './text-of.js';
import { force, isArray, isObject, typeName, type JArray, type Lazy, type Value } from './values.js';

/** Hands out what the specs of a format string ask for, in order or by key. */
interface Supply {
  readonly takeAmount: (amount: FormatAmount) => number | undefined;
  readonly takeValue: (spec: FormatSpec) => Value;
  readonly position: () => number | string;
  readonly finish: () => void;
}

function supplyArray(values: JArray): Supply {
  let taken = 0;
  const take = (atLeast: string): Value => {
    if (taken >= values.length) {
      throw new JsonnetError(`Not enough values to format: ${values.length}, expected ${atLeast} ${taken}`);
    }
    taken += 1;
    return force(values[taken - 1] as Lazy);
  };
  return {
    takeAmount(amount) {
      if (amount !== '*') return amount;
      const value = take('at least');
      if (typeof value === 'number') return value;
      throw new JsonnetError(`Format required number at ${taken - 1}, got ${typeName(value)}`);
    },
    takeValue: () => take('more than'),
    position: () => taken - 1,
    finish() {
      if (taken < values.length)
        throw new JsonnetError(`Too many values to format: ${values.length}, expected ${taken}`);
    },
  };
}

function supplyObject(values: JObject): Supply {
  let key = '';
  return {
    takeAmount(amount) {
      if (amount === '*') throw new JsonnetError('Cannot use * field width with object.');
      return amount;
    },
    takeValue(spec) {
      if (spec.key === undefined) throw new JsonnetError('Mapping keys required.');
      ({ key } = spec);
      const value = values.get(key);
      if (value === undefined) throw new JsonnetError(`No such field: ${key}`);
      return value;
    },
    position: () => key,
    finish: () => undefined,
  };
}

function formatCharacter(value: Value): string {
  if (typeof value === 'number') return String.fromCodePoint(value);
  if (typeof value !== 'string')
    throw new JsonnetError(`%c expected number / string, got: ${typeName(value)}`);
  const length = countCodePoints(value);
  if (length === 1) return value;
  throw new JsonnetError(`%c expected 1-sized string got: ${length}`);
}

function formatSpec(spec: FormatSpec, supply: Supply, runtime: Runtime): string {
  const width = supply.takeAmount(spec.width) ?? 0;
  const precision = supply.takeAmount(spec.precision);
  runtime.reserveArray(Math.max(width, precision ?? 0));
  return pad(convert(), width, spec.isLeft);

  function convert(): string {
    if (spec.conversion === '%') return '%';
    const value = supply.takeValue(spec);
    if (spec.conversion === 's') return textOf(value, runtime);
    if (spec.conversion === 'c') return formatCharacter(value);
    if (typeof value !== 'number') {
      throw new JsonnetError(`Format required number at ${supply.position()}, got ${typeName(value)}`);
    }
    return formatNumber(value, { ...spec, precision, width: spec.isZeroPadded && !spec.isLeft ? width : 0 });
  }
}

function pad(text: string, width: number, isLeft: boolean): string {
  const spaces = ' '.repeat(Math.max(0, width - countCodePoints(text)));
  return isLeft ? text + spaces : spaces + text;
}

/**
 * Returns the format string filled in, as `format % values` does: with an array in order, with an object by
 * key, with anything else as the only value. Rounding is the reference implementation's own; throws a
 * JsonnetError.
 */
export function formatText(format: string, values: Value, runtime: Runtime): string {
  const supply = isObject(values) ? supplyObject(values) : supplyArray(isArray(values) ? values : [values]);
  const text = parseFormat(format).map((part) =>
    typeof part === 'string' ? part : formatSpec(part, supply, runtime),
  );
  supply.finish();
  return text.join('');
}
