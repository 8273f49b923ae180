import { compileSource } from './compile.js';
import { applyFunction, Closure } from './function.js';
import { createImporter } from './importer.js';
import type { Json } from './json.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import type { NativeFunctions } from './native.js';
import { createProvenance, type Provenance } from './provenance.js';
import type { Resolver } from './resolver.js';
import { type Limits, Runtime } from './runtime.js';
import { createSource } from './source.js';
import { STD_LIBRARY } from './std/library.js';
import { Thunk } from './thunk.js';
import { toJson } from './to-json.js';
import { isFunction, type Lazy, type Value } from './values.js';

/** A value given from outside: a string, or jsonnet code. */
export type ExternalValue = string | { readonly code: string };

/** What to evaluate, and with what. */
export interface EvaluateOptions {
  /** Import path of the file to evaluate; either this or `source`. */
  readonly entry?: string;
  /** Jsonnet text to evaluate; either this or `entry`. */
  readonly source?: string;
  /** What `source` is called in errors, and the file its imports are relative to. @default '<source>' */
  readonly fileName?: string;
  /** Finds imports; without one every import fails. */
  readonly resolver?: Resolver;
  /** Values of `std.extVar`. */
  readonly extVars?: Readonly<Record<string, ExternalValue>>;
  /** Top-level arguments, for a file that is a function. */
  readonly tlas?: Readonly<Record<string, ExternalValue>>;
  /** Functions of `std.native`. */
  readonly natives?: NativeFunctions;
  readonly limits?: Limits;
  /** Whether to tell where each value comes from, which takes a sixth of the time. @default true */
  readonly origins?: boolean;
}

/** What an evaluation gives. */
export interface EvaluateResult {
  readonly value: Json;
  /** Empty when no origins are asked for. */
  readonly provenance: Provenance;
  /** Lines of `std.trace`, in order; at most 10,000. */
  readonly traces: readonly string[];
}

const NO_IMPORTS: Resolver = {
  resolve({ path }) {
    throw new JsonnetError(`couldn't open import ${JSON.stringify(path)}: no resolver was given`);
  },
};

function evaluateCode(external: ExternalValue, name: string, runtime: Runtime): Value {
  if (typeof external === 'string') return external;
  return compileSource(createSource(name, name, external.code), runtime, STD_LIBRARY).force();
}

function createRuntime({
  resolver = NO_IMPORTS,
  extVars = {},
  natives = {},
  limits = {},
}: EvaluateOptions): Runtime {
  const known = new Map<string, Value>();
  const runtime: Runtime = new Runtime({
    limits,
    natives,
    createImporter: (owner) => createImporter(owner, resolver, STD_LIBRARY),
    readExtVar(name) {
      const external = Object.hasOwn(extVars, name) ? extVars[name] : undefined;
      if (external === undefined) return undefined;
      const value = known.get(name) ?? evaluateCode(external, `<extvar:${name}>`, runtime);
      known.set(name, value);
      return value;
    },
  });
  return runtime;
}

function loadTop({ entry, source, fileName = '<source>' }: EvaluateOptions, runtime: Runtime): Thunk {
  if (source !== undefined && entry === undefined) {
    return compileSource(createSource(fileName, fileName, source), runtime, STD_LIBRARY);
  }
  if (entry === undefined || source !== undefined)
    throw new JsonnetError('give either entry or source', 'internal');
  return runtime.importer.load(entry);
}

/** Calls the program with the top-level arguments when it is a function. */
function evaluateTop({ tlas = {} }: EvaluateOptions, program: Thunk, runtime: Runtime): Thunk {
  const target = program.force();
  if (!isFunction(target)) return program;
  const named = new Map<string, Lazy>();
  for (const [name, external] of Object.entries(tlas))
    named.set(name, evaluateCode(external, `<tla:${name}>`, runtime));
  const value = applyFunction(target, { positional: [], named }, runtime);
  const span = target instanceof Closure ? target.shape.span : undefined;
  return new Thunk({ ...program.site, span }, undefined, value);
}

/**
 * Evaluates jsonnet in this thread and returns the JSON it stands for. Throws a JsonnetError for anything
 * that is wrong in the program and when a limit is reached; the JavaScript stack of the thread is a limit
 * too, so deep programs do better in `evaluateJsonnetInWorker`.
 */
export function evaluateJsonnet(options: EvaluateOptions): EvaluateResult {
  try {
    const runtime = createRuntime(options);
    const { provenance, record } = createProvenance();
    const top = evaluateTop(options, loadTop(options, runtime), runtime);
    record('', top.site.span);
    const value = toJson(top.force(), runtime, options.origins === false ? undefined : record);
    return { value, provenance, traces: runtime.traces };
  } catch (caught) {
    throw toJsonnetError(caught);
  }
}
