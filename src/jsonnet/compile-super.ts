import type { Node, NodeOf } from './ast.js';
import { type Frame, LAYER_SLOT, type Run, selfOf } from './frame.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import { suggestName } from './near-name.js';
import { outerFrame, type Ranged, type Scope } from './scope.js';
import { typeName, type Value } from './values.js';

function compileObjectFrame(scope: Scope, range: Ranged): Run<Frame> {
  if (scope.selfDepth === undefined) throw scope.fail("Can't use super outside of an object.", range);
  const hops = scope.layout.depth - scope.selfDepth;
  return (frame) => outerFrame(frame, hops);
}

function compileKey(node: Node, scope: Scope, complain: (type: string) => string): Run<string> {
  const run = scope.unit.compile(node, scope);
  const span = scope.span(node);
  return (frame) => {
    const key = run(frame);
    if (typeof key === 'string') return key;
    throw new JsonnetError(complain(typeName(key))).at(span);
  };
}

/** Compiles `super.f` and `super[e]`. */
export function compileSuper(node: NodeOf<'super'>, scope: Scope): Run<Value> {
  const objectFrame = compileObjectFrame(scope, node);
  const key = compileKey(node.key, scope, (type) => `object index must be string, got ${type}.`);
  const span = scope.span(node);
  return (frame) => {
    const own = objectFrame(frame);
    const self = selfOf(own);
    const below = own[LAYER_SLOT] as number;
    const name = key(frame);
    if (below === 0) throw new JsonnetError('attempt to use super when there is no super class.').at(span);
    try {
      const value = self.getBelow(name, below);
      if (value !== undefined) return value;
    } catch (caught) {
      throw toJsonnetError(caught).at(span);
    }
    throw new JsonnetError(`field does not exist: ${name}${suggestName(name, self.allNames)}`).at(span);
  };
}

/** Compiles `e in super`. */
export function compileInSuper(node: NodeOf<'inSuper'>, scope: Scope): Run<Value> {
  const objectFrame = compileObjectFrame(scope, node);
  const key = compileKey(
    node.key,
    scope,
    (type) => `the left hand side of the 'in' operator should be a string,  got ${type}`,
  );
  return (frame) => {
    const own = objectFrame(frame);
    return selfOf(own).find(key(frame), own[LAYER_SLOT] as number) !== -1;
  };
}
