import type { StdLibrary } from '../compile.js';
import type { Native, NativeTable } from '../native.js';
import { createPlainObject } from '../plain-object.js';
import { ARRAY_FUNCTIONS } from './arrays.js';
import { CALCULATED_FUNCTIONS } from './calculations.js';
import { ENCODING_FUNCTIONS } from './encoding.js';
import { ESCAPE_FUNCTIONS } from './escape.js';
import { FOLD_FUNCTIONS } from './folds.js';
import { LANGUAGE_FUNCTIONS } from './language.js';
import { MANIFEST_FUNCTIONS } from './manifest.js';
import { MATH_FUNCTIONS } from './math.js';
import { OBJECT_FUNCTIONS } from './objects.js';
import { PARSE_FUNCTIONS } from './parse.js';
import { SET_FUNCTIONS } from './sets.js';
import { SPLIT_FUNCTIONS } from './split.js';
import { STRING_FUNCTIONS } from './strings.js';

const TABLES: readonly NativeTable[] = [
  LANGUAGE_FUNCTIONS,
  OBJECT_FUNCTIONS,
  STRING_FUNCTIONS,
  SPLIT_FUNCTIONS,
  ESCAPE_FUNCTIONS,
  PARSE_FUNCTIONS,
  ARRAY_FUNCTIONS,
  FOLD_FUNCTIONS,
  SET_FUNCTIONS,
  MATH_FUNCTIONS,
  CALCULATED_FUNCTIONS,
  ENCODING_FUNCTIONS,
  MANIFEST_FUNCTIONS,
];

const FUNCTIONS: ReadonlyMap<string, Native> = new Map(
  TABLES.flatMap((table) => Object.entries(table)).map(([name, define]) => [name, define(name)]),
);

/**
 * The standard library as of jsonnet 0.21. Every function is native and stateless, so evaluations share
 * them.
 */
export const STD_LIBRARY: StdLibrary = {
  find: (name) => FUNCTIONS.get(name),
  createObject(source, runtime) {
    const functions = [...FUNCTIONS].map(([name, value]) => ({ name, value, isHidden: true }));
    const values = [
      { name: 'thisFile', value: source.fileName, isHidden: true },
      { name: 'pi', value: Math.PI, isHidden: true },
    ];
    return createPlainObject(runtime, [...functions, ...values]);
  },
};
