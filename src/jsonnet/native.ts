import { JsonnetError } from './jsonnet-error.js';
import type { Json } from './json.js';
import type { JFunction } from './function.js';
import type { JObject } from './object.js';
import type { Runtime } from './runtime.js';
import { force, typeName, type JArray, type Lazy, type Value } from './values.js';

/** A function of the embedding program, reached by `std.native(name)`: JSON in, JSON out. */
export interface NativeFunction {
  readonly parameters: readonly string[];
  readonly run: (...given: Json[]) => Json;
}

/** The embedding program's functions by name. */
export type NativeFunctions = Readonly<Record<string, NativeFunction>>;

interface ParameterTypes {
  string: string;
  number: number;
  boolean: boolean;
  array: JArray;
  object: JObject;
  function: JFunction;
  any: Value;
  lazy: Lazy;
}

type ParameterType<Part extends string> = Part extends `${infer Name}?`
  ? ParameterType<Name> | undefined
  : Part extends keyof ParameterTypes
    ? ParameterTypes[Part]
    : never;

/** The TypeScript parameters that a signature such as `str:string from:number? f:function` stands for. */
export type Given<Signature extends string> = Signature extends `${infer Head} ${infer Rest}`
  ? [...Given<Head>, ...Given<Rest>]
  : Signature extends `${string}:${infer Part}`
    ? [ParameterType<Part>]
    : [];

interface NativeParameter {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
}

type RunNative = (runtime: Runtime, ...given: unknown[]) => Value;

/** A function of the standard library, or of the embedding program. */
export class Native {
  readonly name: string;
  readonly parameters: readonly NativeParameter[];
  /** Whether all parameters are forced before the call, so that a caller may evaluate them at once. */
  readonly isStrict: boolean;
  readonly #run: RunNative;

  constructor(name: string, parameters: readonly NativeParameter[], run: RunNative) {
    this.name = name;
    this.parameters = parameters;
    this.isStrict = parameters.every(({ type }) => type !== 'lazy');
    this.#run = run;
  }

  /** Tells functions from objects and arrays. */
  get type(): 'function' {
    return 'function';
  }

  /** Calls the function with one entry a parameter; throws a JsonnetError for a missing or mistyped one. */
  call(runtime: Runtime, given: readonly (Lazy | undefined)[]): Value {
    const { parameters } = this;
    const values: (Lazy | undefined)[] = new Array<Lazy | undefined>(parameters.length);
    let isFitting = true;
    for (let i = 0; i < parameters.length; i += 1) {
      const { name, type, isOptional } = parameters[i] as NativeParameter;
      const lazy = given[i];
      if (lazy === undefined) {
        if (!isOptional) throw new JsonnetError(`function parameter ${name} not bound in call.`);
        continue;
      }
      const value = type === 'lazy' ? lazy : force(lazy);
      values[i] = value;
      if (type !== 'lazy' && type !== 'any' && typeName(value as Value) !== type) isFitting = false;
    }
    if (!isFitting) throw this.#mistyped(values as (Value | undefined)[]);
    return this.#run(runtime, ...values);
  }

  #mistyped(values: readonly (Value | undefined)[]): JsonnetError {
    const expected = this.parameters.map(({ type }) => type).join(', ');
    const got = values.map((value) => (value === undefined ? 'nothing' : typeName(value))).join(', ');
    return new JsonnetError(`Builtin function ${this.name} expected (${expected}) but got (${got})`);
  }
}

/** A function that still lacks its name; a table of the standard library gives it one. */
export type NativeDefinition = (name: string) => Native;

/** A part of the standard library. */
export type NativeTable = Readonly<Record<string, NativeDefinition>>;

/**
 * Returns the definition of a native function. The signature lists its parameters as `name:type`, `?` marks
 * an optional one, `lazy` one that the function forces itself; the types are checked before `run` is called.
 */
export function defineNative<Signature extends string>(
  signature: Signature,
  run: (runtime: Runtime, ...given: Given<Signature>) => Value,
): NativeDefinition {
  const parts = signature === '' ? [] : signature.split(' ');
  const parameters = parts.map((part) => {
    const [name = '', type = 'any'] = part.split(':');
    return { name, type: type.replace('?', ''), isOptional: type.endsWith('?') };
  });
  return (name) => new Native(name, parameters, run as unknown as RunNative);
}
