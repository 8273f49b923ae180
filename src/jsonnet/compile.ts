import type { Node, NodeOf } from './ast.js';
import { compileApply } from './compile-apply.js';
import { compileArray, compileArrayComprehension, compileIndex, compileSlice } from './compile-array.js';
import { compileBinary, compileUnary } from './compile-binary.js';
import { compileAssert, compileError, compileIf, compileImport } from './compile-control.js';
import {
  compileDollar,
  compileFunction,
  compileLocal,
  compileSelf,
  compileVariable,
  delayVariable,
} from './compile-name.js';
import { compileObject, isReadyObject } from './compile-object.js';
import { compileInSuper, compileSuper } from './compile-super.js';
import type { Run } from './frame.js';
import { JsonnetError } from './jsonnet-error.js';
import type { Native } from './native.js';
import type { JObject } from './object.js';
import { parseKept } from './parse-kept.js';
import type { Runtime } from './runtime.js';
import { Scope, type Unit } from './scope.js';
import type { Source } from './source.js';
import { Thunk } from './thunk.js';
import type { Lazy, Value } from './values.js';

type NodeKind = Node['kind'];
type Compile<Kind extends NodeKind> = (
  node: Extract<Node, { kind: Kind }>,
  scope: Scope,
  isTail: boolean,
) => Run<Value>;

const COMPILERS: { readonly [Kind in NodeKind]: Compile<Kind> } = {
  literal: compileLiteral,
  variable: compileVariable,
  self: compileSelf,
  dollar: compileDollar,
  super: compileSuper,
  inSuper: compileInSuper,
  array: compileArray,
  arrayComprehension: compileArrayComprehension,
  object: compileObject,
  apply: compileApply,
  index: compileIndex,
  slice: compileSlice,
  binary: compileBinary,
  unary: compileUnary,
  if: compileIf,
  local: compileLocal,
  function: compileFunction,
  error: compileError,
  assert: compileAssert,
  import: compileImport,
};

function compile(node: Node, scope: Scope, isTail = false): Run<Value> {
  return (COMPILERS[node.kind] as Compile<NodeKind>)(node, scope, isTail);
}

/** A number that is too large for a double is an error once it is evaluated. */
function compileLiteral(node: NodeOf<'literal'>, scope: Scope): Run<Value> {
  const { value } = node;
  if (typeof value !== 'number' || Number.isFinite(value)) return () => value;
  const span = scope.span(node);
  return () => {
    throw new JsonnetError('overflow').at(span);
  };
}

function delay(node: Node, scope: Scope, context: string): Run<Lazy> {
  if (node.kind === 'literal' && node.value !== Number.POSITIVE_INFINITY) return compileLiteral(node, scope);
  if (node.kind === 'variable') return delayVariable(node, scope);
  const run = compile(node, scope);
  const isReady =
    node.kind === 'function' || node.kind === 'self' || (node.kind === 'object' && isReadyObject(node));
  if (isReady) return run;
  const site = { runtime: scope.unit.runtime, run, context, span: scope.span(node) };
  return (frame) => new Thunk(site, frame);
}

/** The standard library as a file sees it. */
export interface StdLibrary {
  readonly find: (name: string) => Native | undefined;
  readonly createObject: (source: Source, runtime: Runtime) => JObject;
}

/** Returns the thunk of what a file evaluates to; throws a static JsonnetError. */
export function compileSource(source: Source, runtime: Runtime, std: StdLibrary): Thunk {
  const unit: Unit = {
    runtime,
    source,
    compile,
    delay,
    findStd: std.find,
    createStdObject: () => std.createObject(source, runtime),
  };
  const scope = new Scope(unit, { depth: 0, size: 1 });
  const node = parseKept(source);
  const run = compile(node, scope);
  return new Thunk({ runtime, run, context: '', span: scope.span(node) }, []);
}
