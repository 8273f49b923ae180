import type { Field, Node, ObjectNode } from './ast.js';
import { compileClauses } from './compile-clauses.js';
import { compileCheck } from './compile-control.js';
import { compileBindings } from './compile-name.js';
import { type Frame, LAYER_SLOT, type Run, selfOf } from './frame.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import { JObject, type FieldShape, type ObjectTemplate } from './object.js';
import { add } from './operate.js';
import type { Scope } from './scope.js';
import type { Span } from './source.js';
import { typeName, type Value } from './values.js';

/** Whether making the object evaluates nothing, so that it may be made before anybody asks. */
export function isReadyObject({ fields, clauses }: ObjectNode): boolean {
  return !clauses && fields.every(({ name }) => typeof name === 'string');
}

/** Compiles an object literal or object comprehension. */
export function compileObject(node: ObjectNode, scope: Scope): Run<Value> {
  if (node.clauses) return compileObjectComprehension(node, scope);
  const inner = scope.openObject();
  const template = compileTemplate(node, inner);
  const makers = node.fields.map((field) => compileField(field, inner));
  if (!isReadyObject(node)) return compileComputedObject(node, scope, { template, makers });
  const fields = new Map<string, FieldShape>();
  for (const [i, field] of node.fields.entries()) {
    const name = field.name as string;
    if (fields.has(name)) throw scope.fail(`duplicate field: ${name}`, field);
    fields.set(name, (makers[i] as MakeField)(name));
  }
  return (frame) => new JObject([{ template, fields, outer: frame }]);
}

type MakeField = (name: string) => FieldShape;

function compileTemplate(node: ObjectNode, inner: Scope): ObjectTemplate {
  const bind = compileBindings(node.locals, inner);
  const assertions = node.assertions.map((assertion) => {
    const check = compileCheck(assertion, inner, 'Object assertion failed.');
    return (frame: Frame): void => {
      try {
        check(frame);
      } catch (caught) {
        throw toJsonnetError(caught).within('thunk <object_assert>');
      }
    };
  });
  const context = `object <${node.name ?? 'anonymous'}>`;
  return { runtime: inner.unit.runtime, layout: inner.layout, bind, assertions, context };
}

function compileField(field: Field, inner: Scope): MakeField {
  const { visibility } = field;
  const { runtime } = inner.unit;
  const run = inner.unit.compile(field.value, inner);
  const span = inner.span(field);
  if (!field.isAdditive) return () => ({ visibility, run, span });
  return (name) => {
    const runAdded = (frame: Frame): Value => {
      const inherited = selfOf(frame).getBelow(name, frame[LAYER_SLOT] as number);
      return inherited === undefined ? run(frame) : add(inherited, run(frame), { runtime, span });
    };
    return { visibility, run: runAdded, span };
  };
}

/** Compiles a field name; null leaves the field out. */
function compileFieldName(name: Node, scope: Scope, span: Span): Run<string | undefined> {
  const run = scope.unit.compile(name, scope);
  return (frame) => {
    const value = run(frame);
    if (typeof value === 'string') return value;
    if (value === null) return undefined;
    throw new JsonnetError(`field name was not a string, got ${typeName(value)}.`).at(span);
  };
}

interface CompiledMembers {
  readonly template: ObjectTemplate;
  readonly makers: readonly MakeField[];
}

function compileComputedObject(
  node: ObjectNode,
  scope: Scope,
  { template, makers }: CompiledMembers,
): Run<Value> {
  const span = scope.span(node);
  const names = node.fields.map(({ name }) =>
    typeof name === 'string' ? () => name : compileFieldName(name, scope, span),
  );
  return (frame) => {
    const fields = new Map<string, FieldShape>();
    for (let i = 0; i < names.length; i += 1) {
      const name = (names[i] as Run<string | undefined>)(frame);
      if (name === undefined) continue;
      if (fields.has(name)) throw new JsonnetError(`duplicate field name: "${name}"`).at(span);
      fields.set(name, (makers[i] as MakeField)(name));
    }
    return new JObject([{ template, fields, outer: frame }]);
  };
}

function compileObjectComprehension(node: ObjectNode, scope: Scope): Run<Value> {
  const span = scope.span(node);
  const [field] = node.fields as [Field];
  const loop = compileClauses(node.clauses ?? [], scope, node);
  const inner = loop.scope.openObject();
  const template = compileTemplate(node, inner);
  const nameOf = compileFieldName(field.name as Node, loop.scope, span);
  const make = compileField(field, inner);
  return (frame) => {
    const fields = new Map<string, FieldShape>();
    const outers = new Map<string, Frame>();
    loop.forEach(frame, (step) => {
      const name = nameOf(step);
      if (name === undefined) return;
      if (fields.has(name)) throw new JsonnetError(`duplicate field name: "${name}"`).at(span);
      fields.set(name, make(name));
      outers.set(name, step);
    });
    return new JObject([{ template, fields, outer: frame, outers }]);
  };
}
